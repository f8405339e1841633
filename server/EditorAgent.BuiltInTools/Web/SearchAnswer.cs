using System.Text;
using System.Text.Json;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>What a search service answered, as a list that a model reads.</summary>
internal static class SearchAnswer
{
    private const int LongestField = 1_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <returns>One result after another; empty when nothing was found.</returns>
    /// <exception cref="WebFetchException">It is no such answer.</exception>
    public static string Read(ReadOnlyMemory<byte> body, int limit)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return ListOf(document.RootElement) is { } results ? Write(results, limit) : throw new WebFetchException("The search service's answer holds no list of results.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new WebFetchException("The search service's answer is no JSON.", malformed);
        }
    }

    /// <summary>Moonshot's own service calls the list <c>search_results</c>.</summary>
    private static JsonElement? ListOf(JsonElement answer)
    {
        foreach (var name in (ReadOnlySpan<string>)["results", "search_results"])
        {
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                return list;
            }
        }

        return null;
    }

    private static string Write(JsonElement results, int limit)
    {
        var text = new StringBuilder();
        foreach (var result in results.EnumerateArray().Where(result => result.ValueKind == JsonValueKind.Object && Field(result, "url").Length > 0).Take(limit))
        {
            text.Append("- ").Append(Field(result, "title")).Append('\n').Append("  ").Append(Field(result, "url")).Append('\n');
            if (Field(result, "snippet") is { Length: > 0 } snippet)
            {
                text.Append("  ").Append(snippet).Append('\n');
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Field(JsonElement result, string name)
    {
        var value = result.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        var line = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestField ? line : line[..LongestField];
    }
}
