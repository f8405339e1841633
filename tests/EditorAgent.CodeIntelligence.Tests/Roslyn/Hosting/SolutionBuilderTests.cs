using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class SolutionBuilderTests : IDisposable
{
    private readonly FakeProjects projects = new FakeProjects().Project("A").Write("A/A.cs", "public class A;").Project("B", ["A"]).Write("B/B.cs", "public class B : A;");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.projects.Dispose();

    [Theory]
    [InlineData("A/bin/A.dll")]
    [InlineData("A/obj/ref/A.dll")]
    [InlineData("A/obj/../bin/A.dll")]
    public async Task Build_WhenReferenceIsAnyOutputOfAProject_ReferencesTheProject(string output)
    {
        var loaded = this.projects.Load();
        var leg = loaded.Legs[1];
        var arguments = leg.Arguments.Where(argument => !argument.EndsWith("A.dll", StringComparison.Ordinal));
        var snapshot = await this.LoadAsync(loaded with { Legs = [loaded.Legs[0], leg with { Arguments = [.. arguments, $"/reference:First={this.projects.PathOf(output)}"] }] });

        var project = snapshot.Solution.Projects.Single(project => project.Name == "B");

        var reference = Assert.Single(project.ProjectReferences);
        Assert.Equal(["First"], reference.Aliases);
        Assert.Equal("A", snapshot.Solution.GetProject(reference.ProjectId)!.Name);
    }

    [Fact]
    public async Task Build_WhenTwoProjectsLinkAFile_ItIsOneFile()
    {
        this.projects.Write("Shared/Shared.cs", "class Shared;").Add("A", "Link", "../Shared/Shared.cs").Add("B", "Link", "../A/../Shared/Shared.cs");

        var snapshot = await this.LoadAsync(this.projects.Load());

        Assert.Equal(2, snapshot.Solution.GetDocumentIdsWithFilePath(this.projects.PathOf("Shared/Shared.cs")).Length);
    }

    [Fact]
    public async Task Build_WhenProjectsReferenceEachOther_LeavesOneReferenceOutAndSaysSo()
    {
        this.projects.Project("A", ["B"]);

        var snapshot = await this.LoadAsync(this.projects.Load());

        Assert.Equal("coverage: 2/2 projects (B references A in a circle) · fresh", snapshot.Coverage.ToString());
        foreach (var project in snapshot.Solution.Projects)
        {
            Assert.NotNull((await project.GetCompilationAsync(Token))!.GetTypeByMetadataName(project.Name));
        }
    }

    [Fact]
    public async Task Build_WhenLegIsDegraded_KeepsItsSourcesAndItsProjects()
    {
        var loaded = this.projects.Load();
        var degraded = loaded.Legs[1] with { Degraded = "no restore", Arguments = [.. loaded.Legs[1].Arguments.Where(argument => !argument.StartsWith("/reference", StringComparison.Ordinal))] };

        var snapshot = await this.LoadAsync(loaded with { Legs = [loaded.Legs[0], degraded], Uncovered = [new UncoveredProject(this.projects.PathOf("F/F.fsproj"), "F# not covered")] });

        Assert.Equal("coverage: 1/3 projects (B no restore, F F# not covered) · fresh", snapshot.Coverage.ToString());
        var project = snapshot.Solution.Projects.Single(project => project.Name == "B");
        Assert.Equal("A", (await project.GetCompilationAsync(Token))!.GetTypeByMetadataName("B")!.BaseType!.Name);
    }

    [Fact]
    public async Task Build_WhenProjectsShareAnAssembly_ItIsReadOnce()
    {
        var snapshot = await this.LoadAsync(this.projects.Load());

        var references = snapshot.Solution.Projects.SelectMany(project => project.MetadataReferences).ToArray();

        Assert.Equal(references.Length / 2, references.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    private async Task<CodeSnapshot> LoadAsync(LoadedSolution loaded)
    {
        await using var workspace = this.projects.Open();
        await workspace.ApplyAsync(loaded, isTrusted: true, TimeProvider.System.GetUtcNow().AddSeconds(1), 0, Token);
        return (await workspace.CurrentAsync(Token))!;
    }
}
