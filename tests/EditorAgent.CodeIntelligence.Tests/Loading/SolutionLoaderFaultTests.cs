using EditorAgent.CodeIntelligence.Loading;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

public sealed class SolutionLoaderFaultTests
{
    [Fact]
    public async Task LoadAsync_WhenProjectsAreBrokenInEveryWay_NamesEachWithItsReason()
    {
        using var workspace = new GeneratedWorkspace()
            .Project("Fine", items: """<Compile Include="../Linked/Linked.cs" Link="Linked.cs" />""")
            .Project("First", items: GeneratedWorkspace.Reference("Second"))
            .Project("Second", items: GeneratedWorkspace.Reference("First"))
            .Project("Partly", "<TargetFrameworks>net10.0</TargetFrameworks>")
            .Project("NoImport", items: """</ItemGroup><Import Project="../nowhere.props" /><ItemGroup>""")
            .Project("NoSdk")
            .Write("NoSdk/NoSdk.csproj", """<Project Sdk="Nobody.Has.This/1.0.0" />""")
            .Write("Broken/Broken.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n</Project>")
            .Write("Empty/Empty.csproj", "")
            .Write("Fs/Fs.fsproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
            .Write("Linked/Linked.cs", "class Linked;")
            .SolutionX("Hard.slnx", [.. ((string[])["Fine", "First", "Second", "Partly", "NoImport", "NoSdk", "Broken", "Empty", "Missing"]).Select(name => $"{name}/{name}.csproj"), "Fs/Fs.fsproj"]);
        await workspace.RestoreAsync("Fine/Fine.csproj");
        await workspace.RestoreAsync("NoImport/NoImport.csproj");
        await workspace.RestoreAsync("Partly/Partly.csproj");
        workspace.Project("Partly", "<TargetFrameworks>net10.0;netstandard2.1</TargetFrameworks><DefineConstants>$(DefineConstants);PARTLY</DefineConstants>");
        workspace.Project("Packages", items: """<PackageReference Include="Nobody.Has.This.Package" Version="1.0.0" />""");
        await workspace.RestoreAsync("Packages/Packages.csproj");
        workspace.Project("Backwards", "<TargetFramework>netstandard2.1</TargetFramework>", GeneratedWorkspace.Reference("Fine"));
        await workspace.RestoreAsync("Backwards/Backwards.csproj");
        workspace.Project("Unrestored").SolutionX("Hard.slnx", [.. ((string[])["Fine", "First", "Second", "Partly", "NoImport", "NoSdk", "Broken", "Empty", "Missing", "Unrestored", "Packages", "Backwards"]).Select(name => $"{name}/{name}.csproj"), "Fs/Fs.fsproj"]);

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        var uncovered = loaded.Uncovered.ToDictionary(project => Path.GetFileName(project.Path), project => project.Reason);
        Assert.Equal("F# not covered", uncovered["Fs.fsproj"]);
        Assert.Equal("project file missing", uncovered["Missing.csproj"]);
        Assert.StartsWith("cannot be evaluated (MSB4025 line 3", uncovered["Broken.csproj"]);
        Assert.StartsWith("cannot be evaluated (MSB4025", uncovered["Empty.csproj"]);
        Assert.StartsWith("cannot be evaluated (MSB4236", uncovered["NoSdk.csproj"]);
        Assert.Equal(5, uncovered.Count);

        var legs = loaded.Legs.ToDictionary(leg => leg.Name);
        Assert.Equal(["Backwards", "Fine", "First", "NoImport", "Packages", "Partly(net10.0)", "Partly(netstandard2.1)", "Second", "Unrestored"], legs.Keys.Order(StringComparer.Ordinal));
        Assert.Null(legs["Fine"].Degraded);
        Assert.Contains("../Linked/Linked.cs", legs["Fine"].Arguments);
        Assert.Equal("no restore", legs["Unrestored"].Degraded);
        Assert.StartsWith("degraded netstandard2.1: failed NU1", legs["Backwards"].Degraded);
        Assert.Contains("BackwardsClass.cs", legs["Backwards"].Arguments);
        Assert.Equal([workspace.PathOf("Fine/Fine.csproj")], legs["Backwards"].ProjectReferences);
        Assert.Equal("failed NU1100", legs["Packages"].Degraded);
        Assert.Contains("PackagesClass.cs", legs["Packages"].Arguments);
        Assert.Contains("UnrestoredClass.cs", legs["Unrestored"].Arguments);
        Assert.Equal("no restore of netstandard2.1", legs["Partly(netstandard2.1)"].Degraded);
        Assert.Contains("PartlyClass.cs", legs["Partly(netstandard2.1)"].Arguments);
        Assert.Contains(legs["Partly(netstandard2.1)"].Arguments, argument => argument.StartsWith("/define:", StringComparison.Ordinal) && argument.Contains("PARTLY", StringComparison.Ordinal));
        Assert.Equal([workspace.PathOf("Second/Second.csproj")], legs["First"].ProjectReferences);
        Assert.Contains("FirstClass.cs", legs["First"].Arguments);
    }

    [Fact]
    public async Task LoadAsync_WhenGlobalJsonCannotBeSatisfied_LoadsWithTheSdkThatIsThereAndSaysSo()
    {
        using var workspace = new GeneratedWorkspace().Project("Core").SolutionX("Shop.slnx", "Core/Core.csproj");
        await workspace.RestoreAsync("Shop.slnx");
        workspace.Write("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }""");

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.StartsWith("global.json asks for an SDK that is not installed; loaded with ", Assert.Single(loaded.Warnings));
        Assert.Null(Assert.Single(loaded.Legs).Degraded);
    }

    [Fact]
    public async Task LoadAsync_WhenTheSolutionFileIsBroken_SaysSoAndLoadsWhatLiesBelowTheRoot()
    {
        using var workspace = new GeneratedWorkspace().Project("Core").Write("Shop.slnx", "<Solution><Project");
        await workspace.RestoreAsync("Core/Core.csproj");

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.StartsWith("Shop.slnx cannot be read: ", Assert.Single(loaded.Warnings));
        Assert.Equal("Core", Assert.Single(loaded.Legs).Name);
    }

    [Fact]
    public async Task LoadAsync_WhenCancelledOnTheWay_ThrowsAndTheNextLoadIsWhole()
    {
        using var workspace = new GeneratedWorkspace().Project("Core").Project("App", items: GeneratedWorkspace.Reference("Core")).SolutionX("Shop.slnx", "Core/Core.csproj", "App/App.csproj");
        await workspace.RestoreAsync("Shop.slnx");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new CancelAtFirst(cancellation), cancellation.Token));

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);
        Assert.All(loaded.Legs, leg => Assert.Null(leg.Degraded));
        Assert.Equal(2, loaded.Legs.Length);
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancellation) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => cancellation.Cancel();
    }
}
