namespace EditorAgent.Core.Schemas;

/// <summary>A keyword that is written wrongly and therefore holds nothing against any value.</summary>
/// <param name="Pointer">Where in the schema, as a JSON pointer.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record SchemaFault(string Pointer, string Message);
