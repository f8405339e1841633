using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Loading.Evaluation;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

public sealed class SolutionFinderTests
{
    private const string ClassicSolution = """

        Microsoft Visual Studio Solution File, Format Version 12.00
        # Visual Studio Version 17
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Core", "src\Core\Core.csproj", "{11111111-1111-1111-1111-111111111111}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "docs", "docs", "{22222222-2222-2222-2222-222222222222}"
        EndProject
        Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "Fs", "src\Fs\Fs.fsproj", "{33333333-3333-3333-3333-333333333333}"
        EndProject
        Global
        EndGlobal

        """;

    [Fact]
    public async Task FindAsync_WhenTheSolutionIsClassic_ReadsItsProjectsAndLeavesFoldersOut()
    {
        using var workspace = new GeneratedWorkspace().Write("Shop.sln", ClassicSolution).Write("src/Core/Core.csproj", "<Project />").Write("src/Fs/Fs.fsproj", "<Project />").Write("src/Other/Other.csproj", "<Project />");

        var found = await FindAsync(workspace);

        Assert.Equal("Shop.sln", found.Name);
        Assert.Equal([workspace.PathOf("src/Core/Core.csproj")], found.Projects);
        Assert.Equal([new UncoveredProject(workspace.PathOf("src/Fs/Fs.fsproj"), "F# not covered")], found.Uncovered);
    }

    [Fact]
    public async Task FindAsync_WhenThereIsNoSolution_TakesEveryLooseProjectThatIsNotAnOutput()
    {
        using var workspace = new GeneratedWorkspace().Write("a/A.csproj", "<Project />").Write("b/deep/B.csproj", "<Project />").Write("c/C.vbproj", "<Project />")
            .Write("a/bin/X.csproj", "<Project />").Write("a/obj/X.csproj", "<Project />").Write("node_modules/m/X.csproj", "<Project />").Write(".git/X.csproj", "<Project />");

        var found = await FindAsync(workspace);

        Assert.Null(found.SolutionPath);
        Assert.Equal([workspace.PathOf("a/A.csproj"), workspace.PathOf("b/deep/B.csproj")], found.Projects);
        Assert.Equal("Visual Basic not covered", Assert.Single(found.Uncovered).Reason);
    }

    [Fact]
    public async Task FindAsync_WhenThereAreSeveralSolutions_TakesThatWithMostProjectsInTheRootAndSaysWhich()
    {
        using var workspace = new GeneratedWorkspace().Write("a/A.csproj", "<Project />").Write("b/B.csproj", "<Project />")
            .SolutionX("One.slnx", "a/A.csproj").SolutionX("Two.slnx", "a/A.csproj", "b/B.csproj").SolutionX("deep/Three.slnx", "../a/A.csproj", "../b/B.csproj", "C.csproj");

        var found = await FindAsync(workspace);

        Assert.Equal("Two.slnx", found.Name);
        Assert.Equal("2 solutions: Two.slnx is loaded, it has most projects (One.slnx not)", Assert.Single(found.Warnings));
    }

    [Fact]
    public async Task FindAsync_WhenTheRootHasNone_LooksDeeper()
    {
        using var workspace = new GeneratedWorkspace().Write("src/a/A.csproj", "<Project />").SolutionX("src/Deep.slnx", "a/A.csproj");

        Assert.Equal("Deep.slnx", (await FindAsync(workspace)).Name);
    }

    [Fact]
    public async Task FindAsync_WhenAFilterIsNamed_TakesItsPartOfTheSolution()
    {
        using var workspace = new GeneratedWorkspace().Write("a/A.csproj", "<Project />").Write("b/B.csproj", "<Project />").SolutionX("Two.slnx", "a/A.csproj", "b/B.csproj")
            .Write("Part.slnf", """{ "solution": { "path": "Two.slnx", "projects": ["b\\B.csproj"] } }""");

        var found = await FindAsync(workspace, "Part.slnf");

        Assert.Equal([workspace.PathOf("b/B.csproj")], found.Projects);
    }

    [Fact]
    public void Below_WhenAFileOutsideAnyProjectBeginsWithADirective_NamesIt()
    {
        using var workspace = new GeneratedWorkspace()
            .Write("a/A.csproj", "<Project />").Write("a/Inside.cs", "#:package X@1\n")
            .Write("tools/run.cs", "#!/usr/bin/env dotnet\nreturn;").Write("tools/gen.cs", "#:sdk Microsoft.NET.Sdk.Web\n").Write("tools/Plain.cs", "class Plain;");

        var apps = FileBasedApps.Below(workspace.Root, [workspace.PathOf("a/A.csproj")]);

        Assert.Equal([workspace.PathOf("tools/gen.cs"), workspace.PathOf("tools/run.cs")], apps.Select(app => app.Path));
    }

    private static Task<WorkspaceProjects> FindAsync(GeneratedWorkspace workspace, string? chosen = null)
    {
        Assert.NotNull(SdkRegistration.For(workspace.Root).Path);
        return new SolutionFinder(workspace.Root).FindAsync(chosen, WorkspaceListing.Of(workspace.Root, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
