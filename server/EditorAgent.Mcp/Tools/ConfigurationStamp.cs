using System.Collections.Immutable;

namespace EditorAgent.Mcp.Tools;

/// <summary>When files were last written and how long they are: cheap to take, other as soon as one of them is.</summary>
internal sealed class ConfigurationStamp(ImmutableArray<string> files)
{
    private string last = Take(files);

    /// <summary>Whether anything changed since this was asked the last time.</summary>
    public bool HasChanged()
    {
        var now = Take(files);
        var before = Interlocked.Exchange(ref this.last, now);
        return now != before;
    }

    private static string Take(ImmutableArray<string> files) =>
        string.Join('|', files.Select(file => new FileInfo(file) is { Exists: true } there ? $"{there.LastWriteTimeUtc.Ticks}:{there.Length}" : "-"));
}
