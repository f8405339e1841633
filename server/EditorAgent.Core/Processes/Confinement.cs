using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <summary>What a confined program may do. It comes from the session's policy and the user's approval, never from a call's arguments.</summary>
public sealed record Confinement
{
    /// <summary>The workspace's roots: absolute, links resolved; the rest of the file system is read-only.</summary>
    public required ImmutableArray<string> WritableRoots { get; init; }

    /// <summary>Further directories it may write, outside the workspace: where a test run puts its report.</summary>
    public ImmutableArray<string> WritableDirectories { get; init; } = [];

    /// <summary>Directories that stay readable although they lie where things are hidden: the session's spilled outputs.</summary>
    public ImmutableArray<string> ReadableDirectories { get; init; } = [];

    /// <summary>Files and directories that are not to be seen: what a rule denies to read.</summary>
    public ImmutableArray<string> HiddenPaths { get; init; } = [];

    /// <summary>Whether the user approved the network for this one run.</summary>
    public bool HasNetwork { get; init; }

    /// <summary>For programs that only look: the workspace is read-only too.</summary>
    public bool IsReadOnly { get; init; }
}
