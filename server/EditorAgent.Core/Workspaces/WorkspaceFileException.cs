namespace EditorAgent.Core.Workspaces;

/// <summary>An expected failure of a file operation; the message says what happened and what to do, for a model to read.</summary>
public sealed class WorkspaceFileException(string message, Exception? inner = null) : Exception(message, inner);
