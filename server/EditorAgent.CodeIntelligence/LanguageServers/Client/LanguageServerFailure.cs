namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Why a request has no answer.</summary>
internal enum LanguageServerFailure
{
    /// <summary>The server answered with an error.</summary>
    Refused,

    /// <summary>The server answered with something else than the protocol has there.</summary>
    Malformed,

    /// <summary>No answer in time.</summary>
    Deadline,

    /// <summary>The server is gone.</summary>
    Ended,
}
