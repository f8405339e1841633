using System.Text.Json;

namespace EditorAgent.Mcp.Connections;

/// <summary>Members of a stranger's object, patiently: what is missing or of another kind is null.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;

    /// <exception cref="InvalidOperationException">It holds half a character.</exception>
    public static string? Text(this JsonElement element, string name) => element.Member(name, JsonValueKind.String)?.GetString();

    public static long? Number(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Number) is { } number && number.TryGetInt64(out var value) ? value : null;

    public static double? Real(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Number) is { } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    public static bool? Flag(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean() : null;

    public static JsonElement? Object(this JsonElement element, string name) => element.Member(name, JsonValueKind.Object);

    public static IEnumerable<JsonElement> Entries(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];
}
