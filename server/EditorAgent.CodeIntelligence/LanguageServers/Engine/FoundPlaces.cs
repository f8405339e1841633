using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Places that a server named, each once, in our texts. What lies outside the workspace is only counted: its text is not ours to show.</summary>
internal sealed record FoundPlaces(ImmutableArray<FoundPlace> Inside, int Outside)
{
    private const int Most = 5_000;

    public static FoundPlaces Of(EngineTurn turn, ImmutableArray<Location> locations)
    {
        var files = new Dictionary<string, SourceFile?>(StringComparer.Ordinal);
        var inside = new SortedSet<FoundPlace>(Comparer<FoundPlace>.Create((left, right) =>
            string.CompareOrdinal(left.File.Path, right.File.Path) is var order and not 0 ? order : left.Start.CompareTo(right.Start)));
        var outside = new HashSet<(string, LspRange)>();
        foreach (var location in locations)
        {
            turn.Cancellation.ThrowIfCancellationRequested();
            if (FileUri.PathOf(location.Uri) is not { } path || (!files.TryGetValue(path, out var file) && (file = files[path] = turn.Texts.Read(path)) is null) || file is null)
            {
                outside.Add((location.Uri, location.Range));
                continue;
            }

            if (inside.Count == Most)
            {
                turn.Gaps.Add($"the first {Most} places only");
                break;
            }

            var start = file.OffsetOf(location.Range.Start, turn.Encoding);
            inside.Add(new FoundPlace(file, start, Math.Max(start, file.OffsetOf(location.Range.End, turn.Encoding))));
        }


        return new FoundPlaces([.. inside], outside.Count);
    }
}
