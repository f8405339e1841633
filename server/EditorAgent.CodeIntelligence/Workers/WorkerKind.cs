namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>What a worker process is for; the names are words of its command line.</summary>
public static class WorkerKind
{
    public const string CodeHost = "code-host";
    public const string Loader = "loader";
    public const string FixHost = "fix-host";
}
