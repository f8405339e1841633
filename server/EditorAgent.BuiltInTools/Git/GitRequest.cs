using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>One look into the repository, every part of it checked.</summary>
internal sealed record GitRequest
{
    public required string Action { get; init; }

    public required GitRepository.Found Repository { get; init; }

    public GitRevision? Revision { get; init; }

    /// <summary>Relative to the workspace's root; empty means all of it.</summary>
    public ImmutableArray<WorkspacePath> Paths { get; init; } = [];

    public bool IsStaged { get; init; }

    /// <summary>Names and counts of changed lines instead of the lines.</summary>
    public bool IsSummary { get; init; }

    /// <summary>A file as it was, instead of what a commit changed in it.</summary>
    public bool IsContent { get; init; }

    public int Limit { get; init; }

    public int FirstLine { get; init; }
}
