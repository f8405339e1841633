using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>Which changes of files a server has asked to be told.</summary>
internal sealed class WatchedFiles(ServerCapabilities capabilities, string root)
{
    private const int MostWatchers = 500;

    private ImmutableArray<(LspGlob Glob, int Kinds)> watchers = [];
    private int generation = -1;

    /// <param name="type">As in <see cref="FileEvent"/>.</param>
    public bool Matches(string path, int type)
    {
        if (this.generation != capabilities.Generation)
        {
            this.generation = capabilities.Generation;
            this.watchers = [.. capabilities.Registered("workspace/didChangeWatchedFiles").SelectMany(this.Read).Take(MostWatchers)];
        }

        var slashed = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        return this.watchers.Any(watcher => (watcher.Kinds & (1 << (type - 1))) != 0 && watcher.Glob.Matches(slashed));
    }

    private IEnumerable<(LspGlob Glob, int Kinds)> Read(JsonElement options)
    {
        ImmutableArray<WatcherPattern> read;
        try
        {
            read = options.Deserialize<WatcherOptions>(LspJson.Wire)?.Watchers ?? [];
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException)
        {
            yield break;
        }

        foreach (var watcher in read)
        {
            if (this.GlobOf(watcher.GlobPattern) is { } glob)
            {
                yield return (glob, watcher.Kind);
            }
        }
    }

    private LspGlob? GlobOf(JsonElement pattern)
    {
        if (pattern.ValueKind == JsonValueKind.String)
        {
            var text = pattern.GetString()!;
            return new LspGlob(text, text.StartsWith('/') && !text.StartsWith(root, StringComparison.Ordinal) ? "/" : root);
        }

        try
        {
            var relative = pattern.Deserialize<RelativePattern>(LspJson.Wire)!;
            var uri = relative.BaseUri.ValueKind == JsonValueKind.String ? relative.BaseUri.GetString() : relative.BaseUri.GetProperty("uri").GetString();
            return FileUri.PathOf(uri ?? "") is { } path ? new LspGlob(relative.Pattern, path) : null;
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
