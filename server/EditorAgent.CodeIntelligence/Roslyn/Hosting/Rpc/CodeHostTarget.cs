using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>The worker's life: it is told where it works, then what was loaded; questions may come at any time after the first.</summary>
internal sealed class CodeHostTarget(CodeHostConnection connection, Func<string, CancellationToken, Task<LoadedSolution?>> read, TimeProvider time) : IAsyncDisposable
{
    private CodeHost? host;

    [JsonRpcMethod(CodeHostMethods.Initialize, UseSingleObjectParameterDeserialization = true)]
    public CodeHostStatus Initialize(InitializeParams parameters)
    {
        if (this.host is not null || parameters.Roots.IsDefaultOrEmpty)
        {
            throw new InvalidOperationException("initialize comes once, and with a root");
        }

        this.host = new CodeHost(parameters, time, connection.Logger);
        this.host.StatusChanged += this.Report;
        connection.AddLocalRpcTarget(new CodeEngineTarget(this.host));
        return this.host.Status;
    }

    [JsonRpcMethod(CodeHostMethods.Load, UseSingleObjectParameterDeserialization = true)]
    public async Task<CodeHostStatus> LoadAsync(LoadParams parameters, CancellationToken cancellationToken)
    {
        var loading = this.host ?? throw new InvalidOperationException("initialize comes first");
        await Task.Yield();
        return await read(parameters.SolutionPath, cancellationToken) is { } loaded
            ? await loading.LoadAsync(loaded, parameters, cancellationToken)
            : throw new InvalidOperationException("the stored solution cannot be read");
    }

    public ValueTask DisposeAsync() => this.host?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A sidecar that is gone hears nothing, which is no failure.</summary>
    private void Report(CodeHostStatus status) =>
        _ = connection.NotifyWithParameterObjectAsync(CodeHostMethods.Status, status)
            .ContinueWith(static sent => sent.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
