namespace EditorAgent.Core.Sessions;

/// <summary>The text of an answer that was streaming when the process died: can be shown, is never sent to a model.</summary>
public sealed record IncompleteAnswer(string MessageId, string Text);
