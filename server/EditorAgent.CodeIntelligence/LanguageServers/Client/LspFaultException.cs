namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>A server broke the protocol, so that nothing it says can be understood any more. The message is a clause behind its name.</summary>
internal sealed class LspFaultException(string message) : Exception(message);
