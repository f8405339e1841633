namespace EditorAgent.Core.Schemas;

/// <summary>A schema with an address of its own: the document, or a part of it with <c>$id</c>.</summary>
internal sealed class SchemaResource(string address, SchemaDialect dialect)
{
    /// <summary>Absolute and without a fragment; empty for a document that has no name.</summary>
    public string Address { get; } = address;

    public SchemaDialect Dialect { get; } = dialect;

    /// <summary>Where each <c>$dynamicAnchor</c> of it stands.</summary>
    public Dictionary<string, SchemaPlace> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The same, compiled: only those that some <c>$dynamicRef</c> can lead to.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);
}
