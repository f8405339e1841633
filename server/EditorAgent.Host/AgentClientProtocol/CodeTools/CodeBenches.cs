using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.Composition;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.CodeTools;

/// <summary>One bench for each place that was asked about, made with the first question and gone with the connection.</summary>
internal sealed class CodeBenches(AgentComposition composition, ILogger logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<CodeBench>> open = new(StringComparer.Ordinal);

    public Task<CodeBench> OpenAsync(SessionPlace place, ClientProfile client, CancellationToken cancellationToken)
    {
        var key = string.Join('\0', [place.WorkingDirectory, .. place.AdditionalDirectories]);
        lock (this.gate)
        {
            // One that could not be made may be possible another time.
            if (!this.open.TryGetValue(key, out var bench) || bench.IsFaulted)
            {
                this.open[key] = bench = Task.Run(() => this.MakeAsync(place, client), CancellationToken.None);
            }

            return bench.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<CodeBench>[] all;
        lock (this.gate)
        {
            all = [.. this.open.Values];
            this.open.Clear();
        }

        foreach (var making in all)
        {
            try
            {
                await (await making).DisposeAsync();
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // It was never there, or its journal is repaired when it is opened again.
            }
        }
    }

    private async Task<CodeBench> MakeAsync(SessionPlace place, ClientProfile client)
    {
        var request = new SessionRequest
        {
            WorkingDirectory = place.WorkingDirectory,
            AdditionalDirectories = place.AdditionalDirectories,
            Prompt = new NobodyToAsk(),
            IsRestricted = client.IsRestricted,
        };
        return new CodeBench(await composition.OpenToolsAsync(request, CancellationToken.None), composition.Store, logger);
    }
}
