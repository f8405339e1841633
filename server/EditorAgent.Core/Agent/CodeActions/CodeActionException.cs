namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>A code action that cannot begin; the message is for the user.</summary>
public sealed class CodeActionException(string message) : Exception(message);
