using System.Collections.Immutable;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>What one test assembly did, for one target framework.</summary>
internal sealed record TestRun
{
    /// <summary>The assembly's name and framework, for example <c>Shop.Tests net10.0</c>.</summary>
    public required string Name { get; init; }

    public required int Passed { get; init; }

    public required int Skipped { get; init; }

    public required TimeSpan Duration { get; init; }

    public required ImmutableArray<FailedTest> Failures { get; init; }

    /// <summary>Full names of the tests of which every case passed.</summary>
    public ImmutableArray<string> PassedNames { get; init; } = [];

    /// <summary>What the runner itself reports as wrong, for example that its process died.</summary>
    public required ImmutableArray<string> Faults { get; init; }

    public int Total => this.Passed + this.Skipped + this.Failures.Length;
}
