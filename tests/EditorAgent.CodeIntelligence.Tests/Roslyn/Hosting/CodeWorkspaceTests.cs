using System.Runtime.CompilerServices;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class CodeWorkspaceTests : IDisposable
{
    private readonly FakeProjects projects = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.projects.Dispose();

    [Fact]
    public async Task Current_WhenBufferIsOpenedAndClosed_HasItsTextAndThenTheDisks()
    {
        this.projects.Project("A").Write("A/A.cs", "class OnDisk;");
        await using var workspace = await this.LoadedAsync();
        var path = this.projects.PathOf("A/A.cs");

        workspace.SetBuffers([new OpenBuffer(path, "class\r\nInBuffer;", "5f3a91")]);
        var open = await CurrentAsync(workspace);
        this.projects.Write("A/A.cs", "class OnDiskLater;");
        var stillOpen = await CurrentAsync(workspace);
        workspace.SetBuffers([new OpenBuffer(path, null, null)]);
        var closed = await CurrentAsync(workspace);

        Assert.Equal("class\nInBuffer;", await TextAsync(open, path));
        Assert.Equal("5f3a91", open.Shown(path)!.Hash);
        Assert.Same(open, stillOpen);
        Assert.Equal("class OnDiskLater;", await TextAsync(closed, path));
        Assert.Equal("class OnDisk;", await TextAsync(closed with { Solution = closed.Baseline! }, path));
    }

    [Fact]
    public async Task Current_WhenFilesWereWrittenBeforeTheLoad_HasWhatTheyHeldInItsBeginning()
    {
        this.projects.Project("A").Write("A/A.cs", "class Edited;").Write("A/New.cs", "class Created;").Write("A/Same.cs", "class Same;");
        await using var workspace = await this.LoadedAsync();
        var untold = await CurrentAsync(workspace);

        workspace.SetOriginals(
        [
            new OriginalText(this.projects.PathOf("A/A.cs"), "class\r\nBefore;"),
            new OriginalText(this.projects.PathOf("A/New.cs"), null),
            new OriginalText(this.projects.PathOf("A/Same.cs"), "class Same;"),
        ]);
        var told = await CurrentAsync(workspace);
        var before = told with { Solution = told.Baseline! };

        Assert.Null(untold.Baseline);
        Assert.Equal("class Edited;", await TextAsync(told, this.projects.PathOf("A/A.cs")));
        Assert.Equal("class\nBefore;", await TextAsync(before, this.projects.PathOf("A/A.cs")));
        Assert.Empty(before.Solution.GetDocumentIdsWithFilePath(this.projects.PathOf("A/New.cs")));
        Assert.Equal(
            ["A.cs", "New.cs"],
            (await ChangedDocuments.OfAsync(told, Token)).Paths.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Current_WhenFileIsAnUnsavedNewOne_HasItInItsProject()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;");
        await using var workspace = await this.LoadedAsync();
        var path = this.projects.PathOf("A/New.cs");

        workspace.SetBuffers([new OpenBuffer(path, "class New;", "5f3a91")]);
        var open = await CurrentAsync(workspace);
        workspace.SetBuffers([new OpenBuffer(path, null, null)]);

        Assert.Equal("class New;", await TextAsync(open, path));
        Assert.Null(await TextAsync(await CurrentAsync(workspace), path));
    }

    [Fact]
    public async Task Current_WhenFilesBesideAreExcluded_DoesNotTakeANewOne()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;").Write("A/Templates/T.cs", "not code");
        var loaded = this.projects.Load();
        var leg = loaded.Legs[0];
        await using var workspace = this.projects.Open();
        var included = leg with { Arguments = [.. leg.Arguments.Where(argument => !argument.EndsWith("T.cs", StringComparison.Ordinal))] };
        await workspace.ApplyAsync(new LoadedSolution("S", [included]), isTrusted: true, Later, 0, Token);

        this.projects.Write("A/Templates/U.cs", "not code either").Write("A/Taken.cs", "class Taken;");
        var snapshot = await CurrentAsync(workspace);

        Assert.Equal(["A.cs", "Taken.cs"], snapshot.Solution.Projects.Single().Documents.Select(document => document.Name));
    }

    [Fact]
    public async Task Apply_WhenOneProjectChanged_KeepsTheCompilationsOfOthers()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;").Project("B").Write("B/B.cs", "class B;");
        await using var workspace = await this.LoadedAsync();
        var before = await CompilationsAsync(await CurrentAsync(workspace));

        this.projects.Project("B", constants: "MORE");
        var stale = await CurrentAsync(workspace);
        Assert.Equal("stale: B reloading", stale.Coverage.State);
        Assert.Equal([this.projects.PathOf("B/B.csproj")], workspace.Standing.NeedsReload);
        await workspace.ApplyAsync(this.projects.Load(), isTrusted: true, Later, workspace.Standing.Generation, Token);
        var snapshot = await CurrentAsync(workspace);
        var after = await CompilationsAsync(snapshot);

        Assert.Equal("fresh", snapshot.Coverage.State);
        Assert.Same(before["A"], after["A"]);
        Assert.NotSame(before["B"], after["B"]);
    }

    [Theory]
    [InlineData("eng/Common.props")]
    [InlineData("Directory.Build.props")]
    [InlineData("B/Directory.Build.targets")]
    public async Task Current_WhenAnImportChangesOrComes_NamesTheProjectsItSpeaksFor(string import)
    {
        this.projects.Project("A").Write("A/A.cs", "class A;").Project("B").Write("B/B.cs", "class B;").Write("eng/Common.props", "<Project />");
        var loaded = this.projects.Load();
        await using var workspace = this.projects.Open();
        var legs = loaded.Legs.Select(leg => leg with { Inputs = leg.Name == "B" ? [this.projects.PathOf("eng/Common.props")] : [this.projects.PathOf("eng/Other.props")] });
        await workspace.ApplyAsync(loaded with { Legs = [.. legs] }, isTrusted: true, Later, 0, Token);
        Assert.Equal("fresh", (await CurrentAsync(workspace)).Coverage.State);

        this.projects.Write(import, "<Project><!-- changed --></Project>");

        var expected = import == "Directory.Build.props" ? "stale: A, B reloading" : "stale: B reloading";
        Assert.Equal(expected, (await CurrentAsync(workspace)).Coverage.State);
    }

    [Fact]
    public async Task Apply_WhenProjectChangedDuringTheLoad_IsStillStale()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;");
        await using var workspace = await this.LoadedAsync();
        this.projects.Project("A", constants: "ONE");
        await CurrentAsync(workspace);
        var (loaded, generation) = (this.projects.Load(), workspace.Standing.Generation);

        this.projects.Project("A", constants: "TWO");
        await CurrentAsync(workspace);
        await workspace.ApplyAsync(loaded, isTrusted: true, Later, generation, Token);

        Assert.Equal("stale: A reloading", (await CurrentAsync(workspace)).Coverage.State);
    }

    [Fact]
    public async Task Changed_WhenProjectFileChangesAndNobodyAsks_IsRaised()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;");
        await using var workspace = await this.LoadedAsync();
        var raised = new TaskCompletionSource<WorkspaceStanding>(TaskCreationOptions.RunContinuationsAsynchronously);
        workspace.Changed += standing => _ = standing.NeedsReload.IsEmpty || raised.TrySetResult(standing);

        this.projects.Project("A", constants: "MORE");

        Assert.Equal([this.projects.PathOf("A/A.csproj")], (await raised.Task.WaitAsync(Token)).NeedsReload);
    }

    [Fact]
    public async Task Current_WhenIntermediateSourceIsRemoved_KeepsItsTextAndAsksForAReload()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;").Write("A/obj/Usings.g.cs", "global using System;");
        await using var workspace = await this.LoadedAsync();
        var path = this.projects.PathOf("A/obj/Usings.g.cs");
        await TextAsync(await CurrentAsync(workspace), path);

        Directory.Delete(this.projects.PathOf("A/obj"), recursive: true);
        var snapshot = await CurrentAsync(workspace);

        Assert.Equal("global using System;", await TextAsync(snapshot, path));
        Assert.Equal("stale: A reloading", snapshot.Coverage.State);
    }

    [Fact]
    public async Task Trim_WhenAboveTheCeiling_DropsWhatWasAskedAboutLongestAgo()
    {
        var names = Enumerable.Range(0, 6).Select(number => $"P{number}").ToArray();
        foreach (var name in names)
        {
            this.projects.Project(name).Write($"{name}/{name}.cs", $"public class {name};");
        }

        var compilations = new List<WeakReference>();
        await using var workspace = this.projects.Open(new MemoryCeiling(3, () => Alive(compilations), Collect));
        await workspace.ApplyAsync(this.projects.Load(), isTrusted: true, Later, 0, Token);
        await this.AskAboutAllAsync(workspace, compilations);
        await Task.Yield();
        Assert.Equal(6, Alive(compilations));

        var isBelow = await workspace.TrimAsync(Token);
        Assert.True(isBelow, $"{Alive(compilations)} {string.Join(',', workspace.Standing.Dropped)}");

        Assert.Equal(3, Alive(compilations));
        var trimmed = await CurrentAsync(workspace);
        var kept = trimmed.Solution.Projects.Where(project => project.TryGetCompilation(out _)).Select(project => project.Name);
        Assert.Equal(["P1", "P4", "P5"], kept.Order(StringComparer.Ordinal));
        Assert.Equal(["P0", "P2", "P3"], workspace.Standing.Dropped.Order(StringComparer.Ordinal));
        Assert.Equal(names, (await CompilationsAsync(trimmed)).Keys);
    }

    [Fact]
    public async Task Trim_WhenNothingMoreCanBeDropped_DoesNotTryAgainAtOnce()
    {
        this.projects.Project("A").Write("A/A.cs", "class A;");
        var returned = 0;
        await using var workspace = this.projects.Open(new MemoryCeiling(0, () => 1, () => returned++));
        await workspace.ApplyAsync(this.projects.Load(), isTrusted: true, Later, 0, Token);

        Assert.False(await workspace.TrimAsync(Token));
        Assert.False(await workspace.TrimAsync(Token));

        Assert.Equal(1, returned);
    }

    /// <summary>Leaves nothing on the stack that would keep a compilation alive, once its caller has yielded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task AskAboutAllAsync(CodeWorkspace workspace, List<WeakReference> compilations)
    {
        var snapshot = await CurrentAsync(workspace);
        compilations.AddRange((await CompilationsAsync(snapshot)).Values.Select(compilation => new WeakReference(compilation)));
        foreach (var name in new[] { "P5", "P4", "P1" })
        {
            workspace.Ask(snapshot, [this.projects.PathOf($"{name}/{name}.cs")]);
        }
    }

    private static long Alive(List<WeakReference> compilations) => compilations.Count(compilation => compilation.IsAlive);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static DateTimeOffset Later => TimeProvider.System.GetUtcNow().AddSeconds(1);

    private static async Task<CodeSnapshot> CurrentAsync(CodeWorkspace workspace) => (await workspace.CurrentAsync(Token))!;

    private static async Task<string?> TextAsync(CodeSnapshot snapshot, string path) =>
        snapshot.Solution.GetDocumentIdsWithFilePath(path) is [var id, ..] ? (await snapshot.Solution.GetDocument(id)!.GetTextAsync(Token)).ToString() : null;

    private static async Task<SortedDictionary<string, Compilation>> CompilationsAsync(CodeSnapshot snapshot)
    {
        var compilations = new SortedDictionary<string, Compilation>(StringComparer.Ordinal);
        foreach (var project in snapshot.Solution.Projects)
        {
            compilations[project.Name] = (await project.GetCompilationAsync(Token))!;
        }

        return compilations;
    }

    private async Task<CodeWorkspace> LoadedAsync()
    {
        var workspace = this.projects.Open();
        await workspace.ApplyAsync(this.projects.Load(), isTrusted: true, Later, 0, Token);
        return workspace;
    }
}
