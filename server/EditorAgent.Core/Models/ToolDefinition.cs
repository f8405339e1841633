namespace EditorAgent.Core.Models;

/// <summary>A tool as the model sees it.</summary>
/// <param name="Name">3 to 64 characters of <c>[A-Za-z0-9_-]</c>, beginning with a letter or an underscore.</param>
/// <param name="Description">Written for a model: what it does and the one trap.</param>
/// <param name="InputSchema">A JSON Schema object (UTF-8) whose root has <c>"type":"object"</c>.</param>
public sealed record ToolDefinition(string Name, string Description, ReadOnlyMemory<byte> InputSchema);
