using System.Text.Json;
using EditorAgent.Core.Schemas.Keywords;

namespace EditorAgent.Core.Schemas;

/// <summary>One schema of a document. Filled by the compiler after it is made, since schemas may refer to each other in circles.</summary>
internal sealed class SchemaNode(JsonElement source, SchemaResource resource)
{
    public JsonElement Source { get; } = source;

    public SchemaResource Resource { get; } = resource;

    /// <summary>Checked in this order; the first that fails ends the check.</summary>
    public SchemaKeyword[] Keywords { get; set; } = [];

    /// <summary>Whether one of its keywords must know what the others have looked at.</summary>
    public bool NeedsSeen { get; set; }

    public bool IsNever => this.Source.ValueKind == JsonValueKind.False;
}
