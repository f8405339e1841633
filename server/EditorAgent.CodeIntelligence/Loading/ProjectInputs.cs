using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>All that a project's legs were made from, so that it can be told later whether they still hold. Paths are absolute.</summary>
internal sealed record ProjectInputs(string ProjectPath)
{
    /// <summary>Files whose text counts; many do not exist, and their creation counts.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Files and directories of which only the existence counts.</summary>
    public ImmutableArray<string> Presence { get; init; } = [];

    public ImmutableArray<SourceSet> Sets { get; init; } = [];

    /// <summary>Projects whose frameworks and outputs went into the arguments.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Whether a source added below the project belongs to it without asking MSBuild, save for <see cref="NeverAdded"/>.</summary>
    public bool PatchesSources { get; init; }

    /// <summary>Sources that the project names one by one.</summary>
    public ImmutableArray<string> NeverAdded { get; init; } = [];
}
