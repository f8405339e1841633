using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>A project as its file reads, nothing evaluated: values that depend on properties stay as they are written.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">The file's name without its ending.</param>
public sealed record ProjectView(string Path, string Name)
{
    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether its sources are what the index reads.</summary>
    public bool IsCSharp => Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>As written, here or in a Directory.Build.props above; empty when neither says.</summary>
    public ImmutableArray<string> Frameworks { get; init; } = [];

    /// <summary>Absolute paths.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Names.</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>For example <c>xunit.v3</c>; null for what is no test project.</summary>
    public string? TestFramework { get; init; }

    public bool UsesTestingPlatform { get; init; }

    /// <summary>Why nothing is known but its name; null when the file could be read.</summary>
    public string? Problem { get; init; }
}
