using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>Files and folders by name: those that git does not ignore and no rule denies.</summary>
internal sealed class FileMentions(Workspace workspace, WithheldFiles withheld)
{
    private const string ListingTool = "glob";

    public FoundMentions Find(FileNames.Listing listing, string query, MentionKind kind, int most)
    {
        var isFolder = kind == MentionKind.Folder;
        var candidates = new PriorityQueue<(string Path, string Name), (int, string)>();
        foreach (var path in isFolder ? this.FoldersOf(listing.Files) : (IEnumerable<string>)listing.Files)
        {
            var name = workspace.NameOf(path) + (isFolder ? "/" : "");
            if (FuzzyMatch.Score(name, query) is { } score)
            {
                // Of equal ones those nearer to the root.
                candidates.Enqueue((path, name), (-((score * 64) - Math.Min(63, name.AsSpan().Count('/'))), name));
            }
        }

        var found = new List<ScoredMention>();
        while (found.Count < most && candidates.TryDequeue(out var candidate, out var priority))
        {
            if (this.MayBeNamed(candidate.Path))
            {
                found.Add(new ScoredMention(-priority.Item1 / 64, MentionOf(candidate.Path, candidate.Name, kind)));
            }
        }

        return new FoundMentions(found, listing.IsPartial);
    }

    /// <summary>Resolved once more, so that nothing is named that lies outside by now.</summary>
    public bool MayBeNamed(string path) =>
        workspace.ResolveForReading(path) is PathResolution.Inside(var inside)
        && withheld.DecideReading(inside) != PermissionDecision.Deny
        && !withheld.HidesName(ListingTool, inside.Absolute);

    private static Mention MentionOf(string path, string name, MentionKind kind)
    {
        var last = name[(name.TrimEnd('/').LastIndexOf('/') + 1)..];
        return new Mention
        {
            Kind = kind,
            Label = CanonicalText.Line(last).Text,
            Detail = last.Length == name.Length ? null : CanonicalText.Line(name[..^(last.Length + 1)]).Text,
            Uri = FileAddress.Of(path),
            Insert = "@" + name,
        };
    }

    private HashSet<string> FoldersOf(IEnumerable<string> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var roots = workspace.RealRoots;
        foreach (var file in files)
        {
            for (var folder = Path.GetDirectoryName(file); folder is not null && !roots.Contains(folder) && folders.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        return folders;
    }
}
