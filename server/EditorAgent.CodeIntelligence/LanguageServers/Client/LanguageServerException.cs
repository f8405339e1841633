namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>A request has no answer. The message is a clause that goes behind the server's name.</summary>
internal sealed class LanguageServerException(LanguageServerFailure failure, string message) : Exception(message)
{
    public LanguageServerFailure Failure { get; } = failure;

    /// <summary>The code of an error that the server answered with; else 0.</summary>
    public int Code { get; init; }
}
