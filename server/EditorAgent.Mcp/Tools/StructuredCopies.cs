using System.Text.Json;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// Finds what an answer says twice: servers repeat structured content as text for clients that know only text, some of them as it stands, some
/// without the one member it is wrapped in.
/// </summary>
internal sealed class StructuredCopies(JsonElement structured)
{
    private readonly JsonElement? only = structured.ValueKind == JsonValueKind.Object && structured.GetPropertyCount() == 1 ? structured.EnumerateObject().First().Value : null;

    /// <summary>Whether the structured content says all that the text says, with fewer characters.</summary>
    public bool Holds(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || trimmed[0] is not ('{' or '[' or '"' or '-' or 't' or 'f' or 'n' or (>= '0' and <= '9')) || this.IsNoMoreThan(text))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonElement.DeepEquals(document.RootElement, structured) || (this.only is { } wrapped && JsonElement.DeepEquals(document.RootElement, wrapped));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether the structured content is the text in an envelope.</summary>
    public bool IsNoMoreThan(string text) => this.only is { ValueKind: JsonValueKind.String } wrapped && IsSame(wrapped, text);

    private static bool IsSame(JsonElement wrapped, string text)
    {
        try
        {
            return wrapped.ValueEquals(text) || wrapped.GetString()!.AsSpan().Trim().SequenceEqual(text.AsSpan().Trim());
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }
}
