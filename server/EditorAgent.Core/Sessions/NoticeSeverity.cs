namespace EditorAgent.Core.Sessions;

public enum NoticeSeverity
{
    Info,
    Warning,
    Error,
}
