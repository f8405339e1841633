using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging.Abstractions;
using Nerdbank.Streams;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class CodeHostProgramTests
{
    private static readonly FindReferencesQuery Question = new("A", [], null, 1, 6000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_WhenSolutionIsStored_MakesTheWorkerReady()
    {
        using var projects = new FakeProjects().Project("A").Write("A/A.cs", "public class A;");
        var (here, there) = FullDuplexStream.CreatePair();
        var running = CodeHostProgram.RunAsync(there, there, (_, _) => Task.FromResult<LoadedSolution?>(projects.Load()), TimeProvider.System, NullLogger.Instance, Token);
        using var client = await CodeHostClient.StartAsync(here, here, new InitializeParams([projects.Root], projects.Root), TimeProvider.System, NullLogger.Instance, Token);
        Assert.Equal(CodeHostState.SyntaxOnly, client.Status.State);
        Assert.Equal(CodeError.NotLoaded, (await client.Engine.FindReferencesAsync(Question, Token)).Error);

        var status = await client.LoadAsync(new LoadParams("stored", true, 0, TimeProvider.System.GetUtcNow().AddSeconds(1)), Token);

        Assert.Empty(status!.NeedsReload);
        Assert.Equal(CodeHostState.Ready, status.State);
        Assert.Equal("coverage: 1/1 projects · fresh", status.Coverage);
        Assert.NotEqual(CodeError.NotLoaded, (await client.Engine.FindReferencesAsync(Question, Token)).Error);
        client.Dispose();
        await running.WaitAsync(Token);
    }

    [Fact]
    public async Task Load_WhenStoredSolutionCannotBeRead_AnswersNull()
    {
        using var projects = new FakeProjects();
        var (here, there) = FullDuplexStream.CreatePair();
        var running = CodeHostProgram.RunAsync(there, there, StoredSolution.ReadAsync, TimeProvider.System, NullLogger.Instance, Token);
        using var client = await CodeHostClient.StartAsync(here, here, new InitializeParams([projects.Root], projects.Root), TimeProvider.System, NullLogger.Instance, Token);

        Assert.Null(await client.LoadAsync(new LoadParams(projects.PathOf("absent"), true, 0, TimeProvider.System.GetUtcNow()), Token));

        client.Dispose();
        await running.WaitAsync(Token);
    }
}
