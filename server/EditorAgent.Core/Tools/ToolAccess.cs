using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>What a call needs to itself. Calls that only read or search run side by side; writes to one path, and exclusive calls, one after another.</summary>
public abstract record ToolAccess
{
    private ToolAccess()
    {
    }

    public sealed record Read(WorkspacePath Path) : ToolAccess;

    public sealed record Search : ToolAccess;

    public sealed record Write(WorkspacePath Path) : ToolAccess;

    public sealed record Exclusive : ToolAccess;
}
