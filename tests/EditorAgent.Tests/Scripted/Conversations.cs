using EditorAgent.Core.Models;

namespace EditorAgent.Tests.Scripted;

/// <summary>Messages as the loop would build them.</summary>
internal static class Conversations
{
    public static Message.User User(string text) => new([new ContentPart.Text(text)]);

    public static Message.Assistant Calls(params (string Id, string Name, string Arguments)[] calls) =>
        new([.. calls.Select(call => new AssistantPart.ToolCall(new ToolCallId(call.Id), call.Id, call.Name, call.Arguments))]);

    public static Message.ToolResult Result(string id, string name, string text, bool isError = false) =>
        new(new ToolCallId(id), name, [new ContentPart.Text(text)], isError);

    public static ModelRequest Request(params Message[] messages) => new("You are tested.", [], messages, 1000, "cache");
}
