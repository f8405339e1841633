namespace EditorAgent.LanguageServer.Turns;

/// <summary>Why no session can be opened, as one line for the user.</summary>
public sealed class SessionUnavailableException(string message) : Exception(message);
