using System.Collections.Immutable;
using EditorAgent.Core.Models;
using FsCheck;
using FsCheck.Fluent;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>Conversations as the loop builds them: growing at the end, a result directly behind every call.</summary>
internal static class Conversations
{
    private static readonly string[] Texts = ["hello", "", " ", "line\nline", "文件 \"quoted\" \\ <b>", "\ud83d\ude00", "{\"a\":1}"];

    /// <summary>Steps, each the messages that one request adds to those before.</summary>
    public static Gen<ImmutableArray<ImmutableArray<Message>>> Steps { get; } =
        from count in Gen.Choose(1, 8)
        from steps in Gen.Choose(0, int.MaxValue).ArrayOf(count)
        select steps.Select(Step).ToImmutableArray();

    private static ImmutableArray<Message> Step(int seed, int number)
    {
        var random = new Random(seed);
        var messages = ImmutableArray.CreateBuilder<Message>();
        if (number > 0)
        {
            AddAssistant(random, number, messages);
        }

        for (var users = random.Next(number == 0 ? 1 : 0, 3); users > 0; users--)
        {
            messages.Add(new Message.User([new ContentPart.Text(Pick(random)), new ContentPart.Text(Pick(random))]));
        }

        return messages.ToImmutable();
    }

    private static void AddAssistant(Random random, int number, ImmutableArray<Message>.Builder messages)
    {
        var parts = ImmutableArray.CreateBuilder<AssistantPart>();
        if (random.Next(2) == 0)
        {
            parts.Add(new AssistantPart.Reasoning(Pick(random), random.Next(2) == 0 ? "reasoning_content" : "thinking", "sig"));
        }

        parts.Add(new AssistantPart.Text(Pick(random)));
        var calls = new List<AssistantPart.ToolCall>();
        for (var call = random.Next(4); call > 0; call--)
        {
            calls.Add(new AssistantPart.ToolCall(new ToolCallId($"c{number}-{call}"), $"call_{random.Next(3)}", "read", Pick(random)));
        }

        parts.AddRange(calls);
        messages.Add(new Message.Assistant(parts.ToImmutable()));
        foreach (var call in calls)
        {
            ContentPart content = random.Next(4) == 0 ? new ContentPart.Image("image/png", new byte[] { 1, 2 }) : new ContentPart.Text(Pick(random));
            messages.Add(new Message.ToolResult(call.Id, call.Name, [content], random.Next(3) == 0));
        }
    }

    private static string Pick(Random random) => Texts[random.Next(Texts.Length)];
}
