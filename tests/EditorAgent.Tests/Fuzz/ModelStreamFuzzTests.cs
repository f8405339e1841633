using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Fuzzing;
using EditorAgent.ModelProviders.AnthropicCompatible;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible;
using EditorAgent.Tests.ModelProviders.AnthropicCompatible;
using EditorAgent.Tests.ModelProviders.Http;
using EditorAgent.Tests.ModelProviders.OpenAiCompatible;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.Fuzz;

/// <summary>Whatever an endpoint streams, the answer is events or a typed failure.</summary>
public sealed class ModelStreamFuzzTests
{
    private static readonly ProviderSettings Provider = new() { Name = "vendor", Type = ProviderType.OpenAi, BaseUrl = "http://127.0.0.1:1/v1", ApiKey = Exchange.Key, Dialect = ChatDialect.Moonshot };

    private static readonly ModelSettings Settings = new() { Alias = "m", Provider = "vendor", Model = "vendor-model" };

    private static readonly byte[] Head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");

    private static readonly string[] Words =
    [
        "data: ", "event: ", "id: ", "retry: 1\n", ":", "\n\n", "[DONE]", "data: [DONE]\n\n", "\"choices\":", "\"delta\":", "\"tool_calls\":", "\"index\":", "\"finish_reason\":\"stop\"",
        "\"function\":", "\"arguments\":", "\"usage\":", "\"type\":\"message_stop\"", "\"content_block\":", "\"type\":\"tool_use\"", "\"partial_json\":", "\"error\":{\"message\":\"x\"}", "\"text\":",
    ];

    [Theory]
    [InlineData(ProviderType.OpenAi)]
    [InlineData(ProviderType.Anthropic)]
    public async Task Stream_WhateverComes_IsEventsOrATypedFailure(ProviderType type)
    {
        var completed = 0;
        var refused = 0;
        var mutator = new ByteMutator(FuzzBudget.Seed, [type == ProviderType.OpenAi ? ChatStreams.Reference : AnthropicStreams.Reference], Words);
        await FuzzRun.AllAsync(mutator, FuzzBudget.Iterations, async body =>
        {
            try
            {
                completed += await ReadAsync(type, body);
            }
            catch (ModelException)
            {
                refused++;
            }
        });

        // Neither side alone would show that anything was read.
        Assert.True(completed > 0, "no mutated stream was ever read to its end");
        Assert.True(refused > 0, "no mutated stream was ever refused");
    }

    private static async Task<int> ReadAsync(ProviderType type, byte[] body)
    {
        await using var connection = new CannedConnection([.. Head, .. body]);
        using var http = new ModelHttp(TimeProvider.System, ModelTimeouts.Default, (_, _) => ValueTask.FromResult<Stream>(connection));
        IChatModel model = type == ProviderType.OpenAi
            ? new ChatCompletionsModel(http, TimeProvider.System, Provider, Settings, NullLogger.Instance)
            : new AnthropicMessagesModel(http, TimeProvider.System, Provider, Settings);
        var ends = 0;
        await foreach (var next in model.StreamAsync(Exchange.Request(), CancellationToken.None))
        {
            ends += next is ModelEvent.Completed ? 1 : 0;
        }

        return ends;
    }
}
