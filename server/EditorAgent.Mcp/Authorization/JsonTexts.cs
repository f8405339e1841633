using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Mcp.Authorization;

internal static class JsonTexts
{
    private const int Most = 200;

    /// <summary>Null where the member is absent; what is no text in it is left out.</summary>
    public static ImmutableArray<string>? ListOf(WebAnswer answer, string name) =>
        answer.Body is { } body && body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Take(Most).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : null;

    public static bool IsTrue(WebAnswer answer, string name) => answer.Body is { } body && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
