using System.Text.Json;

namespace EditorAgent.EndToEnd.Tests.McpServer;

/// <summary>Reads what a client told.</summary>
internal static class Told
{
    public static JsonElement Result(this JsonElement told, int step) => told.GetProperty("results")[step];

    public static string Text(this JsonElement result) =>
        string.Concat(result.GetProperty("content").EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()));

    public static string[] Questions(this JsonElement told) => [.. told.GetProperty("questions").EnumerateArray().Select(question => question.GetProperty("message").GetString()!)];

    public static JsonElement Structured(this JsonElement result) => result.GetProperty("structuredContent");
}
