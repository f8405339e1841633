using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>
/// Loads of one workspace by a worker with the user's MSBuild. One at a time; the worker ends with its load, so that the memory goes back.
/// </summary>
internal sealed class SolutionLoads(WorkerPlace place)
{
    /// <summary>Something in the projects hangs then.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>What an earlier load left; whoever reads it tells whether it still holds.</summary>
    public StoredLoad? Earlier()
    {
        var path = StoredLoads.PathOf(new LoadCommand(place.Roots[0], place.CacheDirectory));
        return File.Exists(path) ? new StoredLoad(path, place.Time.GetUtcNow()) : null;
    }

    /// <param name="trusted">The right to run the projects' code.</param>
    /// <param name="projects">Only these have changed; empty means that nothing is known yet.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    public async Task<StoredLoad> LoadAsync(TrustedWorkspace trusted, ImmutableArray<string> projects, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var began = place.Time.GetUtcNow();
            var request = new LoadCommand(trusted.RealRoot, place.CacheDirectory) { Projects = projects };
            using var limit = new CancellationTokenSource(TimeLimit, place.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            return await this.RunAsync(request, began, progress, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StoredLoad(null, place.Time.GetUtcNow()) { Failure = $"the projects could not be loaded within {TimeLimit.TotalMinutes:0} minutes; something in them hangs while they are evaluated" };
        }
        finally
        {
            this.gate.Release();
        }
    }

    private async Task<StoredLoad> RunAsync(LoadCommand request, DateTimeOffset began, IProgress<string> progress, CancellationToken cancellationToken)
    {
        HostedProcess worker;
        try
        {
            worker = await place.StartBuildingAsync([WorkerKind.Loader], cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return new StoredLoad(null, began) { Failure = $"the loader could not be started ({failure.Message})" };
        }

        await using (worker)
        {
            try
            {
                await JsonSerializer.SerializeAsync(worker.Input, request, LoaderJson.Default.LoadCommand, cancellationToken);
                worker.Input.Close();
                using var reader = new StreamReader(worker.Output);
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    var report = JsonSerializer.Deserialize(line, LoaderJson.Default.LoadReport)!;
                    if (report.StoredAt is { } path)
                    {
                        return new StoredLoad(path, began);
                    }

                    if (report.Failure is { } reason)
                    {
                        return new StoredLoad(null, began) { Failure = reason };
                    }

                    progress.Report(report.Progress ?? "");
                }
            }
            catch (Exception broken) when (broken is IOException or JsonException or ObjectDisposedException)
            {
                // It ended in the middle; what it said last follows.
            }
        }

        var end = await worker.Ended;
        var last = worker.ErrorTail is [.., var line2] ? $": {line2}" : "";
        return new StoredLoad(null, began) { Failure = $"the loader ended before it was done (exit code {end.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}){last}" };
    }
}
