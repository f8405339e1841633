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

    [Fact]
    public async Task LoadAsync_WhenFilesAboveAndPackagesHaveASay_TheLegShowsIt()
    {
        // A package that every build of this repository has restored.
        const string Package = "DiffPlex";
        using var workspace = new GeneratedWorkspace()
            .Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><RootNamespace>Above</RootNamespace><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")
            .Write("Directory.Build.targets", """<Project><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Everywhere.cs" /></ItemGroup></Project>""")
            .Write("Directory.Packages.props", $"""<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include="{Package}" Version="1.4.4" /></ItemGroup></Project>""")
            .Write("Everywhere.cs", "class Everywhere;")
            .Write("App/App.csproj", GeneratedWorkspace.ProjectText("<OutputType>Exe</OutputType><IsTestProject>true</IsTestProject>", $"""<PackageReference Include="{Package}" />"""))
            .Write("App/A name with spaces & more.cs", "return;");
        await workspace.RestoreAsync("App/App.csproj");

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        var leg = Assert.Single(loaded.Legs);
        Assert.Null(leg.Degraded);
        Assert.Equal("Above", leg.RootNamespace);
        Assert.Equal("net10.0", leg.TargetFramework);
        Assert.True(leg.IsTestProject);
        Assert.True(leg.HasDefaultItems);
        Assert.Equal([Package], leg.Packages);
        Assert.Contains(workspace.PathOf("Everywhere.cs"), leg.Arguments);
        Assert.Contains("A name with spaces & more.cs", leg.Arguments);
        Assert.Contains(leg.Arguments, argument => argument.EndsWith("App.GlobalUsings.g.cs", StringComparison.Ordinal));
        Assert.Contains(leg.Arguments, argument => argument.StartsWith("/reference:", StringComparison.Ordinal) && argument.EndsWith("/DiffPlex.dll", StringComparison.Ordinal));
        Assert.Contains("/target:exe", leg.Arguments);
    }

    [Fact]
    public async Task LoadAsync_WhenTwoProjectsShareAName_TheirLegsDoNot()
    {
        using var workspace = new GeneratedWorkspace()
            .Write("a/Same/Same.csproj", GeneratedWorkspace.ProjectText("<TargetFramework>net10.0</TargetFramework>"))
            .Write("b/Same/Same.csproj", GeneratedWorkspace.ProjectText("<TargetFramework>net10.0</TargetFramework>"));

        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(workspace.Root), new NoProgress(), TestContext.Current.CancellationToken);

        Assert.Equal(["a/Same/Same", "b/Same/Same"], loaded.Legs.Select(leg => leg.Name));
        Assert.All(loaded.Legs, leg => Assert.Equal("no restore", leg.Degraded));
    }
}
