using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class GeneratorTests : IDisposable
{
    private readonly FakeProjects projects = new FakeProjects().Project("A").Write("A/A.cs", "class A;").Add("A", "Analyzer", "../Generator/bin/Generator.dll");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Generator => this.projects.PathOf("Generator/bin/Generator.dll");

    public void Dispose() => this.projects.Dispose();

    [Fact]
    public async Task Current_WhenGeneratorIsNotBuilt_NamesItUntilItIs()
    {
        await using var workspace = await this.LoadedAsync(isTrusted: true);
        var before = await CurrentAsync(workspace);
        Assert.Equal("coverage: 1/1 projects (A: generator Generator not built) · fresh", before.Coverage.ToString());
        Assert.False(await HasAsync(before, "Made"));

        CompiledAssembly.WriteGenerator(this.Generator, "class Made;");
        var after = await CurrentAsync(workspace);

        Assert.Equal("coverage: 1/1 projects · fresh", after.Coverage.ToString());
        Assert.True(await HasAsync(after, "Made"));
    }

    [Fact]
    public async Task Current_WhenSeveralProjectsLackAGenerator_NamesItOnce()
    {
        this.projects.Project("B").Write("B/B.cs", "class B;").Add("B", "Analyzer", "../Generator/bin/Generator.dll");
        await using var workspace = await this.LoadedAsync(isTrusted: true);

        Assert.Equal("coverage: 2/2 projects (2 projects: generator Generator not built) · fresh", (await CurrentAsync(workspace)).Coverage.ToString());
    }

    [Fact]
    public async Task Current_WhenGeneratorIsRebuilt_HasWhatTheNewOneMakes()
    {
        CompiledAssembly.WriteGenerator(this.Generator, "class Made;");
        await using var workspace = await this.LoadedAsync(isTrusted: true);
        Assert.True(await HasAsync(await CurrentAsync(workspace), "Made"));

        CompiledAssembly.WriteGenerator(this.Generator, "class MadeOtherwise;");
        var rebuilt = await CurrentAsync(workspace);

        Assert.True(await HasAsync(rebuilt, "MadeOtherwise"));
        Assert.False(await HasAsync(rebuilt, "Made"));
    }

    [Fact]
    public async Task Current_WhenWorkspaceIsNotTrusted_RunsNoGenerator()
    {
        CompiledAssembly.WriteGenerator(this.Generator, "class Made;");
        await using var workspace = await this.LoadedAsync(isTrusted: false);

        var snapshot = await CurrentAsync(workspace);

        Assert.False(await HasAsync(snapshot, "Made"));
        Assert.Empty(snapshot.Solution.Projects.Single().AnalyzerReferences);
    }

    [Fact]
    public async Task Current_WhenGeneratorNeedsANewerCompiler_NamesItAndAnswers()
    {
        CompiledAssembly.WriteGeneratorOfTheFuture(this.Generator, this.projects.PathOf("scratch"));
        await using var workspace = await this.LoadedAsync(isTrusted: true);

        var snapshot = await CurrentAsync(workspace);

        Assert.Equal("coverage: 1/1 projects (A: generator Generator needs compiler 99.1) · fresh", snapshot.Coverage.ToString());
        Assert.True(await HasAsync(snapshot, "A"));
    }

    private static async Task<CodeSnapshot> CurrentAsync(CodeWorkspace workspace) => (await workspace.CurrentAsync(Token))!;

    private static async Task<bool> HasAsync(CodeSnapshot snapshot, string type) =>
        (await snapshot.Solution.Projects.Single().GetCompilationAsync(Token))!.GetTypeByMetadataName(type) is not null;

    private async Task<CodeWorkspace> LoadedAsync(bool isTrusted)
    {
        var workspace = this.projects.Open();
        await workspace.ApplyAsync(this.projects.Load(), isTrusted, TimeProvider.System.GetUtcNow().AddSeconds(1), 0, Token);
        return workspace;
    }
}
