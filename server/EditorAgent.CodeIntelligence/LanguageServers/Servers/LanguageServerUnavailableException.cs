namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>There is no such server to ask. The message is one line for a person: what is the matter and what to do.</summary>
public sealed class LanguageServerUnavailableException(string message) : Exception(message);
