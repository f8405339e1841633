using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

internal static class PromptReader
{
    private const int MostArguments = 100;
    private const int LongestName = 256;

    /// <summary>Null for an entry without a name.</summary>
    public static ServerPrompt? Read(JsonElement entry) =>
        entry.Text("name") is { Length: > 0 and <= LongestName } name
            ? new ServerPrompt(name, entry.Text("title") is { } title ? ServerText.Line(title) : null, ServerText.Block(entry.Text("description")), [.. entry.Entries("arguments").Take(MostArguments).Select(Argument).OfType<PromptArgument>()])
            : null;

    /// <summary>One message's texts: its content is one part, or in newer revisions several.</summary>
    public static IEnumerable<PromptText> MessagesOf(JsonElement message)
    {
        var role = message.Text("role") is "assistant" ? "assistant" : "user";
        return message.Object("content") is { } content
            ? [new PromptText(role, PartReader.Read(content))]
            : PartReader.ReadAll(message, "content").Select(part => new PromptText(role, part));
    }

    private static PromptArgument? Argument(JsonElement entry) =>
        entry.Text("name") is { Length: > 0 and <= LongestName } name
            ? new PromptArgument(name, ServerText.Block(entry.Text("description")), entry.Flag("required") ?? false)
            : null;
}
