using EditorAgent.CodeIntelligence.Loading;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

public sealed class SolutionLoaderTests
{
    [Fact]
    public async Task LoadAsync_WhenASolutionIsRestored_GivesEveryLegWithItsArguments()
    {
        using var workspace = new GeneratedWorkspace()
            .Project("Core", "<TargetFrameworks>net10.0;netstandard2.1</TargetFrameworks>")
            .Project("App", items: GeneratedWorkspace.Reference("Core"))
            .SolutionX("Shop.slnx", "Core/Core.csproj", "App/App.csproj");
        await workspace.RestoreAsync("Shop.slnx");

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.Equal("Shop.slnx", loaded.Name);
        Assert.Empty(loaded.Warnings);
        Assert.Empty(loaded.Uncovered);
        Assert.Equal(["App", "Core(net10.0)", "Core(netstandard2.1)"], loaded.Legs.Select(leg => leg.Name));
        var app = loaded.Legs[0];
        Assert.Null(app.Degraded);
        Assert.Contains("AppClass.cs", app.Arguments);
        Assert.Equal([workspace.PathOf("Core/Core.csproj")], app.ProjectReferences);
        var references = app.Arguments.Where(argument => argument.StartsWith("/reference:", StringComparison.Ordinal)).Select(argument => argument["/reference:".Length..]).ToList();
        Assert.Contains(references, path => loaded.Legs[1].OutputPaths.Contains(path));
        Assert.Contains(references, path => path.EndsWith("/System.Runtime.dll", StringComparison.Ordinal));
    }
}
