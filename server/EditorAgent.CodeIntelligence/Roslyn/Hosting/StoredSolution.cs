using System.Text.Json;
using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>What the loader left for the worker.</summary>
internal static class StoredSolution
{
    /// <returns>Null when it cannot be read.</returns>
    public static async Task<LoadedSolution?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<LoadedSolution>(file, cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
