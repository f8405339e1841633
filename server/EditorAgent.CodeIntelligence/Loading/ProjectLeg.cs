using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// One project for one target framework, as a design-time build described it: everything a compilation needs, and nothing of MSBuild. Paths are
/// absolute and normalised.
/// </summary>
public sealed record ProjectLeg
{
    /// <summary>The <see cref="Degraded"/> of a leg whose packages nobody has restored.</summary>
    public const string NotRestored = "no restore";

    public required string ProjectPath { get; init; }

    /// <summary>Unique in the solution; a multi-targeted project adds the framework, for example <c>Core(net10.0)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Null when the project names none.</summary>
    public string? TargetFramework { get; init; }

    public required string AssemblyName { get; init; }

    public string RootNamespace { get; init; } = "";

    /// <summary>What a reference of another leg may point to: built, reference and intermediate assemblies.</summary>
    public ImmutableArray<string> OutputPaths { get; init; } = [];

    public string? ProjectAssetsFile { get; init; }

    public bool IsTestProject { get; init; }

    /// <summary>Whether sources come in by the SDK's default pattern, so that a new file below the project belongs to it.</summary>
    public bool HasDefaultItems { get; init; }

    /// <summary>Names of the packages it references directly.</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    /// <summary>
    /// What the evaluation read besides the project file and what every build looks for (<c>Directory.Build.props</c> and its like): imports outside
    /// the SDK and the packages. A change of one makes the leg out of date.
    /// </summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>The compiler's arguments, without the compiler; for a degraded leg what could be told without its targets.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Why the leg has no complete arguments, short and fit for a coverage line; null when it is whole.</summary>
    public string? Degraded { get; init; }
}
