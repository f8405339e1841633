using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>The fix host's life, as the code host's: it is told where it works, then what was loaded; questions may come after the first.</summary>
internal sealed class FixHostTarget(
    JsonRpc connection, Func<string, CancellationToken, Task<LoadedSolution?>> read, string sdkDirectory, TimeProvider time) : IAsyncDisposable
{
    private FixHost? host;

    [JsonRpcMethod(CodeHostMethods.Initialize, UseSingleObjectParameterDeserialization = true)]
    public CodeHostStatus Initialize(InitializeParams parameters)
    {
        if (this.host is not null || parameters.Roots.IsDefaultOrEmpty)
        {
            throw new InvalidOperationException("initialize comes once, and with a root");
        }

        this.host = new FixHost(parameters, sdkDirectory, time);
        connection.AddLocalRpcTarget(new CodeEngineTarget(this.host));
        return new CodeHostStatus(CodeHostState.SyntaxOnly, 0);
    }

    [JsonRpcMethod(CodeHostMethods.Load, UseSingleObjectParameterDeserialization = true)]
    public async Task<CodeHostStatus> LoadAsync(LoadParams parameters, CancellationToken cancellationToken)
    {
        var loading = this.host ?? throw new InvalidOperationException("initialize comes first");
        await Task.Yield();
        var loaded = await read(parameters.SolutionPath, cancellationToken) ?? throw new InvalidOperationException("the stored solution cannot be read");
        await loading.LoadAsync(loaded, parameters, cancellationToken);
        return new CodeHostStatus(CodeHostState.Ready, parameters.Generation);
    }

    public ValueTask DisposeAsync() => this.host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
