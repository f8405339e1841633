namespace EditorAgent.Core.Sessions;

/// <summary>The journal cannot be written or read; the message says what happened, what is safe and what to do.</summary>
public sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
