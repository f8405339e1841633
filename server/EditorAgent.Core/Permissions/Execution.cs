namespace EditorAgent.Core.Permissions;

/// <summary>What is to be known about a call that starts a program, beside its text, to judge it.</summary>
public sealed record Execution
{
    /// <summary>What runs, without its particulars: <c>dotnet test</c>, <c>make</c>. Two calls of one kind run the same program for the same purpose.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the operating system keeps it in: workspace writable, the rest read-only, credentials hidden.</summary>
    public required bool IsSandboxed { get; init; }

    /// <summary>Whether it may reach the network; then a person approves this one call, always.</summary>
    public bool NeedsNetwork { get; init; }

    /// <summary>Whether it is of the small table of commands that only look, with flags and paths that were checked one by one.</summary>
    public bool IsInAutoRunTable { get; init; }

    /// <summary>Why its text could not be taken apart into words that every shell reads the same way, or null. Such text is never allowed for more than once.</summary>
    public string? Unreadable { get; init; }
}
