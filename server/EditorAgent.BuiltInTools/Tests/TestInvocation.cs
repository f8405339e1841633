using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>One run of <c>dotnet test</c>.</summary>
internal sealed record TestInvocation(string Dotnet, TestPlatform Platform, WorkspacePath Target, TestOptions.Possible Options)
{
    private ImmutableArray<string> TargetWords => this.Platform == TestPlatform.VsTest
        ? []
        : [Path.GetExtension(this.Target.Absolute).EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? "--project" : "--solution"];

    /// <summary>As it is shown and judged.</summary>
    public ImmutableArray<string> Shown => ["dotnet", "test", .. this.TargetWords, this.Target.Relative, .. this.Options.Shown];

    public ImmutableArray<string> Arguments(string results) =>
    [
        "test", .. this.TargetWords, this.Target.Absolute, .. this.Options.Shown,
        .. this.Platform == TestPlatform.VsTest ? (ReadOnlySpan<string>)["-nologo", "-nr:false", "-p:UseSharedCompilation=false", "--verbosity", "quiet"] : [],
        .. this.Options.Report, "--results-directory", results,
    ];
}
