using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Fixing;

/// <summary>The sidecar's end of the fix host. It does not own the process, and ends with the streams.</summary>
public sealed class FixHostClient : IDisposable
{
    private readonly CodeHostConnection connection;

    private FixHostClient(CodeHostConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.Engine = new CodeEngineClient(connection, "fix host", time);
    }

    /// <summary>Answers questions about code actions and takes buffers; everything else is unsupported.</summary>
    public ICodeEngine Engine { get; }

    /// <summary>Ends when the worker does, whatever the reason.</summary>
    public Task Completion => this.connection.Completion;

    /// <param name="input">What the worker writes.</param>
    /// <param name="output">What the worker reads.</param>
    /// <param name="parameters">Where it works.</param>
    /// <param name="time">What deadlines are measured by.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The worker ended before it was ready.</exception>
    public static async Task<FixHostClient> StartAsync(
        Stream input, Stream output, InitializeParams parameters, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = new CodeHostConnection(input, output, logger);
        connection.StartListening();
        try
        {
            await connection.InvokeWithParameterObjectAsync<CodeHostStatus>(CodeHostMethods.Initialize, parameters, cancellationToken).WaitAsync(cancellationToken);
            return new FixHostClient(connection, time);
        }
        catch (Exception failure) when (failure is RemoteRpcException or ObjectDisposedException)
        {
            connection.Dispose();
            throw new IOException($"The fix host could not start: {failure.Message}", failure);
        }
        catch (OperationCanceledException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the worker take over what was loaded. False when it cannot; the worker's log says why.</summary>
    public async Task<bool> LoadAsync(LoadParams parameters, CancellationToken cancellationToken)
    {
        try
        {
            await this.connection.InvokeWithParameterObjectAsync<CodeHostStatus>(CodeHostMethods.Load, parameters, cancellationToken).WaitAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is RemoteRpcException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => this.connection.Dispose();
}
