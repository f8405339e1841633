using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>Reads finished results. A result that is none at all is a failure; a broken piece of one is not.</summary>
internal static class AnswerReader
{
    private const int MostCompletions = 100;

    public static ToolAnswer Read(JsonElement result)
    {
        if (result.ValueKind is not JsonValueKind.Object)
        {
            throw Unreadable("it is no object");
        }

        var structured = result.TryGetProperty("structuredContent", out var value) ? value : (JsonElement?)null;
        return new ToolAnswer(Parts(result), structured, result.Flag("isError") ?? false);
    }

    /// <summary>Content that is no list is not the same as none.</summary>
    private static ImmutableArray<AnswerPart> Parts(JsonElement result) =>
        result.TryGetProperty("content", out var content) && content.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)
            ? [new AnswerPart.Unreadable("its content is no list")]
            : PartReader.ReadAll(result, "content");

    public static ImmutableArray<PromptText> Prompt(JsonElement result) => Guarded<PromptText>(() => result.Member("messages", JsonValueKind.Array) is null
        ? throw Unreadable("it holds no messages")
        : [.. result.Entries("messages").SelectMany(PromptReader.MessagesOf)]);

    public static ImmutableArray<ResourceContent> Resources(JsonElement result) => Guarded<ResourceContent>(() => result.Member("contents", JsonValueKind.Array) is null
        ? throw Unreadable("it holds no contents")
        : [.. result.Entries("contents").Select(PartReader.Resource).OfType<ResourceContent>()]);

    public static ImmutableArray<string> Completions(JsonElement result) => Guarded<string>(() => result.Object("completion") is { } completion
        ? [.. completion.Entries("values").Where(value => value.ValueKind is JsonValueKind.String).Take(MostCompletions).Select(value => ServerText.Line(value.GetString()))]
        : throw Unreadable("it holds no completion"));

    private static ImmutableArray<T> Guarded<T>(Func<ImmutableArray<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            throw Unreadable("a text in it is not valid Unicode, or its data is not base64");
        }
    }

    private static ServerException Unreadable(string why) => new(ServerFailureKind.Unreadable, $"The server's answer cannot be read: {why}.") { WasSent = true };
}
