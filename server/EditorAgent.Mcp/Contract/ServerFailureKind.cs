namespace EditorAgent.Mcp.Contract;

public enum ServerFailureKind
{
    /// <summary>It could not be started or reached.</summary>
    Unreachable,

    /// <summary>No answer, or no sign of life, in time.</summary>
    TimedOut,

    /// <summary>It ended, or the connection broke.</summary>
    Ended,

    /// <summary>It does not know our session any more.</summary>
    SessionLost,

    /// <summary>It answered with an error of the protocol.</summary>
    Refused,

    /// <summary>It wants the user to log in.</summary>
    LoginNeeded,

    /// <summary>It asks for patience.</summary>
    Busy,

    /// <summary>It sent more, faster or deeper than allowed.</summary>
    TooMuch,

    /// <summary>Its answer makes no sense.</summary>
    Unreadable,
}
