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

    public sealed record Write(WorkspacePath Path) : ToolAccess
    {
        /// <summary>What the file will hold if the call succeeds, where that is known; null when it will be gone or nobody knows.</summary>
        public ContentHash? Becomes { get; init; }
    }

    public sealed record Exclusive : ToolAccess;
}
