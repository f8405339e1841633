using System.Collections.Immutable;
using EditorAgent.Core.Processes;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>Where language servers are looked for: the user's <c>PATH</c>, and where package managers put programs of the user's own.</summary>
public static class ServerPath
{
    /// <param name="pathVariable">The user's <c>PATH</c>.</param>
    /// <param name="home">The user's home directory.</param>
    /// <param name="workspaceRoots">Nothing is found in these.</param>
    public static TrustedPath Of(string? pathVariable, string home, ImmutableArray<string> workspaceRoots)
    {
        IEnumerable<string> places = [pathVariable ?? "", .. NpmPrefix(home) is { } prefix ? [Path.Combine(prefix, "bin")] : Array.Empty<string>(),
            Path.Combine(home, ".npm-global", "bin"), Path.Combine(home, ".local", "bin"), Path.Combine(home, ".volta", "bin"), Path.Combine(home, "go", "bin")];
        return new TrustedPath(string.Join(Path.PathSeparator, places.Where(place => place.Length > 0)), workspaceRoots);
    }

    /// <summary>Where <c>npm install -g</c> installs, when the user chose a place.</summary>
    private static string? NpmPrefix(string home)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(home, ".npmrc")).Take(1000).Select(line => line.Trim()).LastOrDefault(line => line.StartsWith("prefix", StringComparison.Ordinal) && line.Contains('='));
            var value = line?[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"');
            value = value?.Replace("${HOME}", home, StringComparison.Ordinal);
            return value is ['~', '/', ..] ? Path.Combine(home, value[2..]) : value is { Length: > 0 } && Path.IsPathFullyQualified(value) ? value : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
