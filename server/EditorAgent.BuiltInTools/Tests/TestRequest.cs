using System.Collections.Immutable;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>Which tests of one project or solution are wanted.</summary>
internal sealed record TestRequest
{
    /// <summary>In the form of VSTest, as the model gave it.</summary>
    public string? Filter { get; init; }

    /// <summary>Names of tests, with namespace and class as far as they are known; empty means all.</summary>
    public ImmutableArray<string> Tests { get; init; } = [];

    public bool SkipsBuild { get; init; }
}
