using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>Where the fix host begins, once it stands on the SDK's Roslyn. Only <see cref="FixHostProgram"/> calls it, through its load context.</summary>
public static class FixHostEntry
{
    public static async Task RunAsync(Stream input, Stream output, string sdkDirectory, CancellationToken cancellationToken)
    {
        using var connection = new CodeHostConnection(input, output, NullLogger.Instance);
        await using var target = new FixHostTarget(connection, StoredSolution.ReadAsync, sdkDirectory, TimeProvider.System);
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
