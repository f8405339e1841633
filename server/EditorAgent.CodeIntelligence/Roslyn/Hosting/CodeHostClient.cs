using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>The sidecar's end of the C# worker. It does not own the process, and ends with the streams.</summary>
public sealed class CodeHostClient : IDisposable
{
    private readonly CodeHostConnection connection;

    private CodeHostClient(CodeHostConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.Engine = new CodeEngineClient(connection, "C# worker", time);
    }

    /// <summary>Raised on any thread, in order.</summary>
    public event Action<CodeHostStatus>? StatusChanged;

    public ICodeEngine Engine { get; }

    public CodeHostStatus Status { get; private set; } = new(CodeHostState.SyntaxOnly, 0);

    /// <summary>Ends when the worker does, whatever the reason.</summary>
    public Task Completion => this.connection.Completion;

    /// <param name="input">What the worker writes.</param>
    /// <param name="output">What the worker reads.</param>
    /// <param name="parameters">Where it works.</param>
    /// <param name="time">What deadlines are measured by.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The worker ended before it was ready.</exception>
    public static async Task<CodeHostClient> StartAsync(
        Stream input, Stream output, InitializeParams parameters, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = new CodeHostConnection(input, output, logger);
        var client = new CodeHostClient(connection, time);
        connection.AddLocalRpcTarget(new StatusTarget(client));
        connection.StartListening();
        try
        {
            client.Status = await connection.InvokeWithParameterObjectAsync<CodeHostStatus>(CodeHostMethods.Initialize, parameters, cancellationToken)
                .WaitAsync(cancellationToken);
            return client;
        }
        catch (Exception failure) when (failure is RemoteRpcException or ObjectDisposedException)
        {
            connection.Dispose();
            throw new IOException($"The C# worker could not start: {failure.Message}", failure);
        }
        catch (OperationCanceledException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the worker take over what was loaded. Null when it cannot; the worker's log says why.</summary>
    public async Task<CodeHostStatus?> LoadAsync(LoadParams parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await this.connection.InvokeWithParameterObjectAsync<CodeHostStatus>(CodeHostMethods.Load, parameters, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is RemoteRpcException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose() => this.connection.Dispose();

    private void Take(CodeHostStatus status)
    {
        this.Status = status;
        this.StatusChanged?.Invoke(status);
    }

    private sealed class StatusTarget(CodeHostClient client)
    {
        [JsonRpcMethod(CodeHostMethods.Status, UseSingleObjectParameterDeserialization = true)]
        public void Status(CodeHostStatus status) => client.Take(status);
    }
}
