namespace EditorAgent.Protocol.Updates;

/// <summary>Known severities of a notice; peers may send others.</summary>
public static class NoticeSeverities
{
    public const string Info = "info";
    public const string Warning = "warning";
    public const string Error = "error";
}
