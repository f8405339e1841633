namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>A new text for an open document.</summary>
/// <param name="Document">The state it was made from; an editor whose document has moved on refuses.</param>
/// <param name="NewText">The whole of it.</param>
/// <param name="WasSaved">Whether the document showed what the disk holds, so that saving it stores nothing but this edit.</param>
public sealed record BufferEdit(OpenDocument Document, string NewText, bool WasSaved);
