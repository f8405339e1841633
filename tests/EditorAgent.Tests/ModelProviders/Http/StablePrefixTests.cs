using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.AnthropicCompatible;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>What a vendor's prompt cache lives on: a request begins with the bytes of the one before it.</summary>
public sealed class StablePrefixTests
{
    private static readonly ModelSettings Settings =
        new() { Alias = "m", Provider = "vendor", Model = "m", Thinking = ThinkingSupport.Switch, ThinkingEnabled = true, ThinkingKeep = "all" };

    internal static readonly byte[][] ChatTails = ["]"u8.ToArray()];
    internal static readonly byte[][] AnthropicTails = [",\"cache_control\":{\"type\":\"ephemeral\"}}]}]"u8.ToArray(), "}]}]"u8.ToArray()];

    [Theory]
    [InlineData(ChatDialect.Moonshot)]
    [InlineData(ChatDialect.OpenAi)]
    [InlineData(ChatDialect.Generic)]
    public void Encode_WhenChatGrows_BeginsWithTheBodyBefore(ChatDialect dialect) =>
        Check(() =>
        {
            var encoder = new ChatRequestEncoder(dialect, Settings, NullLogger.Instance);
            return encoder.Encode;
        }, ChatTails);

    [Fact]
    public void Encode_WhenAnthropicGrows_BeginsWithTheBodyBefore() =>
        Check(() =>
        {
            var encoder = new AnthropicRequestEncoder(Settings);
            return encoder.Encode;
        }, AnthropicTails);

    /// <summary>Also: a fresh encoder gives the same bytes, so a resumed session finds its cache warm.</summary>
    private static void Check(Func<Func<ModelRequest, SegmentedContent>> newEncoder, params byte[][] tail) =>
        Prop.ForAll(Conversations.Steps.ToArbitrary(), steps =>
        {
            var encode = newEncoder();
            var tools = ImmutableArray.Create(Exchange.Tool("read"));
            var history = new List<Message>();
            byte[] before = [];
            for (var number = 0; number < steps.Length; number++)
            {
                history.AddRange(steps[number]);
                var request = new ModelRequest("You help.", tools, [.. history], 5000 - number, "key");
                var body = Bodies.Bytes(encode(request));
                using var parsed = JsonDocument.Parse(body);
                if (!body.AsSpan().StartsWith(before) || !body.SequenceEqual(Bodies.Bytes(newEncoder()(request))))
                {
                    return false;
                }

                before = UpToMessages(body, tail);
            }

            return true;
        }).QuickCheckThrowOnFailure();

    internal static byte[] UpToMessages(byte[] body, byte[][] tails)
    {
        foreach (var tail in tails)
        {
            var end = body.AsSpan().LastIndexOf([.. tail, .. ",\"max_"u8]);
            if (end >= 0)
            {
                return body[..end];
            }
        }

        // No message had anything to send.
        return body[..body.AsSpan().LastIndexOf("],\"max_"u8)];
    }
}
