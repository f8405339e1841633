namespace EditorAgent.Core.Schemas;

/// <summary>A schema that nothing can be checked against; the message is one clear line for a person.</summary>
public sealed class SchemaException(string message) : Exception(message);
