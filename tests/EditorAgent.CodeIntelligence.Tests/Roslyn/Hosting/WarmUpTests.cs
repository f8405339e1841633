using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class WarmUpTests : IDisposable
{
    private readonly FakeProjects projects = new FakeProjects()
        .Project("A").Write("A/A.cs", "public class A;")
        .Project("B", ["A"]).Write("B/B.cs", "public class B : A;")
        .Project("C").Write("C/C.cs", "public class C;");

    private readonly QueryTraffic traffic = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.projects.Dispose();

    [Fact]
    public async Task Start_WhenNobodyAsks_ComputesEveryProject()
    {
        await using var workspace = await this.LoadedAsync(null);
        await using var warmUp = new WarmUp(workspace, new DiagnosticsDelta(TimeProvider.System), this.traffic, NullLogger.Instance);

        warmUp.Start(null);
        await warmUp.Running.WaitAsync(Token);

        Assert.Equal(["A", "B", "C"], await ComputedAsync(workspace));
    }

    [Fact]
    public async Task Start_WhileSomebodyAsks_WaitsForTheAnswer()
    {
        await using var workspace = await this.LoadedAsync(null);
        await using var warmUp = new WarmUp(workspace, new DiagnosticsDelta(TimeProvider.System), this.traffic, NullLogger.Instance);
        var question = this.traffic.Enter();

        warmUp.Start(null);
        await this.AwaitedAsync();
        Assert.Empty(await ComputedAsync(workspace));
        question.Dispose();
        await warmUp.Running.WaitAsync(Token);

        Assert.Equal(["A", "B", "C"], await ComputedAsync(workspace));
    }

    [Fact]
    public async Task Start_WhenCeilingIsReached_HasTheActiveFilesProjectFirst()
    {
        var looks = 0;
        await using var workspace = await this.LoadedAsync(new MemoryCeiling(1, () => Interlocked.Increment(ref looks) > 1 ? 2 : 0, () => { }));
        await using var warmUp = new WarmUp(workspace, new DiagnosticsDelta(TimeProvider.System), this.traffic, NullLogger.Instance);

        warmUp.Start(this.projects.PathOf("C/C.cs"));
        await warmUp.Running.WaitAsync(Token);

        Assert.Equal(["C"], await ComputedAsync(workspace));
    }

    [Fact]
    public async Task Dispose_WhenWaitingForAnAnswer_EndsAtOnce()
    {
        await using var workspace = await this.LoadedAsync(null);
        var warmUp = new WarmUp(workspace, new DiagnosticsDelta(TimeProvider.System), this.traffic, NullLogger.Instance);
        using var question = this.traffic.Enter();
        warmUp.Start(null);
        await this.AwaitedAsync();

        await warmUp.DisposeAsync().AsTask().WaitAsync(Token);

        Assert.Empty(await ComputedAsync(workspace));
    }

    private async Task AwaitedAsync()
    {
        while (!this.traffic.IsAwaited)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<string[]> ComputedAsync(CodeWorkspace workspace) =>
        [.. (await workspace.CurrentAsync(Token))!.Solution.Projects.Where(project => project.TryGetCompilation(out _)).Select(project => project.Name).Order(StringComparer.Ordinal)];

    private async Task<CodeWorkspace> LoadedAsync(MemoryCeiling? ceiling)
    {
        var workspace = this.projects.Open(ceiling);
        await workspace.ApplyAsync(this.projects.Load(), isTrusted: true, TimeProvider.System.GetUtcNow().AddSeconds(1), 0, Token);
        return workspace;
    }
}
