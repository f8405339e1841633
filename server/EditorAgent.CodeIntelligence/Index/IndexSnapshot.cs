using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>The index at one moment. Immutable; what is derived from it is worked out once, when first asked for.</summary>
public sealed class IndexSnapshot
{
    private readonly Lazy<Dictionary<string, List<Located>>> byName;
    private readonly Lazy<ProjectMap> projects;

    /// <param name="root">The workspace root, links resolved.</param>
    /// <param name="files">Ordered by path.</param>
    /// <param name="projectFiles">Ordered by path.</param>
    public IndexSnapshot(string root, ImmutableArray<IndexedFile> files, ImmutableArray<SweptFile> projectFiles)
    {
        this.Root = root;
        this.Files = files;
        this.ProjectFiles = projectFiles;
        this.byName = new(this.Group);
        this.projects = new(() => ProjectMap.Read(root, projectFiles));
    }

    public string Root { get; }

    public ImmutableArray<IndexedFile> Files { get; }

    public ImmutableArray<SweptFile> ProjectFiles { get; }

    /// <summary>What plain reading of the project files tells; nothing is evaluated.</summary>
    public ProjectMap Projects => this.projects.Value;

    /// <summary>Every declaration, by path and place.</summary>
    public IEnumerable<Located> All => this.Files.SelectMany(file => file.Declarations, (file, declaration) => new Located(file, declaration));

    /// <summary>Every name that is declared.</summary>
    public IReadOnlyCollection<string> Names => this.byName.Value.Keys;

    /// <param name="name">As <see cref="Declaration.Name"/>.</param>
    public IReadOnlyList<Located> Named(string name) => this.byName.Value.GetValueOrDefault(name) ?? [];

    /// <param name="path">Absolute, from the root, or the end of a path, with forward slashes.</param>
    public IReadOnlyList<IndexedFile> FilesAt(string path)
    {
        var wanted = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        var found = new List<IndexedFile>();
        foreach (var file in this.Files)
        {
            var name = PathNames.FromRoot(this.Root, file.Path);
            if (name == wanted || file.Path == wanted)
            {
                return [file];
            }

            if (name.Length > wanted.Length ? name.EndsWith(wanted, StringComparison.Ordinal) && (name[^(wanted.Length + 1)] == '/') : IsForeign(wanted, name))
            {
                found.Add(file);
            }
        }

        return found;
    }

    /// <returns>Null when the file is no longer what was indexed: ask for a new snapshot.</returns>
    public static ShownFile? Read(IndexedFile file) =>
        file.Buffer ?? (ShownFile.TryRead(file.Path) is { } shown && shown.Hash == file.Hash ? shown : null);

    /// <summary>An absolute path of another machine, as stack traces have them, that ends like one of ours.</summary>
    private static bool IsForeign(string wanted, string name) =>
        (wanted.StartsWith('/') || wanted is [_, ':', '/', ..]) && wanted.EndsWith(name, StringComparison.Ordinal) && wanted.Length > name.Length && wanted[^(name.Length + 1)] == '/';

    private Dictionary<string, List<Located>> Group()
    {
        // What comes from the disk is decoded now, on all processors.
        Parallel.ForEach(this.Files, file => _ = file.Declarations);
        var groups = new Dictionary<string, List<Located>>(StringComparer.Ordinal);
        foreach (var located in this.All)
        {
            if (!groups.TryGetValue(located.Declaration.Name, out var group))
            {
                groups[located.Declaration.Name] = group = [];
            }

            group.Add(located);
        }

        return groups;
    }
}
