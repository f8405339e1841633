using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>The worker that knows C#, from its first message to the end of its input.</summary>
public static class CodeHostProgram
{
    /// <param name="input">What the sidecar sends.</param>
    /// <param name="output">What the sidecar reads.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    public static Task RunAsync(Stream input, Stream output, ILogger logger, CancellationToken cancellationToken) =>
        RunAsync(input, output, StoredSolution.ReadAsync, TimeProvider.System, logger, cancellationToken);

    /// <param name="input">What the sidecar sends.</param>
    /// <param name="output">What the sidecar reads.</param>
    /// <param name="read">Reads what the loader stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    internal static async Task RunAsync(
        Stream input,
        Stream output,
        Func<string, CancellationToken, Task<LoadedSolution?>> read,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        using var connection = new CodeHostConnection(input, output, logger);
        await using var target = new CodeHostTarget(connection, read, time);
        connection.AddLocalRpcTarget(target);
        connection.StartListening();
        using var ended = cancellationToken.Register(connection.Dispose);
        try
        {
            await connection.Completion;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The sidecar is gone, and so are we.
        }
    }
}
