using System.Text.Json;
using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>Where the loader leaves a solution for the other workers.</summary>
internal static class StoredLoads
{
    public static async Task<string> MakeAsync(LoadCommand command, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(command.Root), progress, cancellationToken);
        var path = Path.Combine(command.CacheDirectory, "solution.json");
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, loaded, cancellationToken: cancellationToken);
        return path;
    }
}
