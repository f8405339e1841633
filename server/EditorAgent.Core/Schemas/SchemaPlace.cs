using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <param name="Element">The schema.</param>
/// <param name="Document">The address that its document was taken up under.</param>
/// <param name="Pointer">Where in the document, as a JSON pointer: with the former the place's identity.</param>
/// <param name="Resource">What it belongs to.</param>
internal readonly record struct SchemaPlace(JsonElement Element, string Document, string Pointer, SchemaResource Resource)
{
    public string Key => $"{this.Document}#{this.Pointer}";

    public SchemaPlace Below(string token, JsonElement element) =>
        this with { Element = element, Pointer = $"{this.Pointer}/{Escaped(token)}" };

    public static string Escaped(string token) => token.AsSpan().IndexOfAny('~', '/') < 0
        ? token
        : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
