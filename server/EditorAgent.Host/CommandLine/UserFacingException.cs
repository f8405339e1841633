namespace EditorAgent.Host.CommandLine;

/// <summary>Ends a verb with one clear line and a named exit code.</summary>
internal sealed class UserFacingException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
