using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging.Abstractions;
using Nerdbank.Streams;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>The worker's program and the sidecar's end of it, in this process, with projects that need no MSBuild.</summary>
internal sealed class HostedProjects : IAsyncDisposable
{
    private readonly FakeProjects projects;
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("editoragent-cache-");
    private readonly Task running;

    private HostedProjects(FakeProjects projects, CancellationToken cancellationToken)
    {
        this.projects = projects;
        var (here, there) = FullDuplexStream.CreatePair();
        this.running = CodeHostProgram.RunAsync(
            there, there, (_, _) => Task.FromResult<LoadedSolution?>(projects.Load()), TimeProvider.System, NullLogger.Instance, cancellationToken);
        this.Connecting = CodeHostClient.StartAsync(
            here, here, new InitializeParams([projects.Root], this.cache.FullName), TimeProvider.System, NullLogger.Instance, cancellationToken);
    }

    public CodeHostClient Client { get; private set; } = null!;

    public ICodeEngine Engine => this.Client.Engine;

    private Task<CodeHostClient> Connecting { get; }

    public static async Task<HostedProjects> StartAsync(FakeProjects projects, CancellationToken cancellationToken)
    {
        var started = new HostedProjects(projects, cancellationToken);
        started.Client = await started.Connecting;
        return started;
    }

    public async Task<CodeHostStatus> LoadAsync(CancellationToken cancellationToken) =>
        (await this.Client.LoadAsync(new LoadParams("stored", true, this.Client.Status.Generation, TimeProvider.System.GetUtcNow().AddSeconds(1)), cancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        this.Client.Dispose();
        await this.running;
        this.cache.Delete(recursive: true);
        this.projects.Dispose();
    }
}
