using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>A part of the workspace that a question is limited to: a project, a directory or a file.</summary>
public sealed class QueryScope
{
    private readonly string? path;
    private readonly bool isDirectory;

    private QueryScope(ImmutableArray<Project> projects, string? path, bool isDirectory)
    {
        this.Projects = projects;
        this.path = path;
        this.isDirectory = isDirectory;
    }

    /// <summary>The legs that have a part in it, whole ones first.</summary>
    public ImmutableArray<Project> Projects { get; }

    /// <summary>Whether the whole of each project belongs to it.</summary>
    public bool HasWholeProjects => this.path is null;

    /// <param name="written">Null is everything.</param>
    /// <param name="refusal">Set when there is no such part.</param>
    public static QueryScope? Find(CodeSnapshot snapshot, string? written, out CodeAnswer? refusal)
    {
        refusal = null;
        var all = SnapshotDocuments.Projects(snapshot);
        if (string.IsNullOrWhiteSpace(written) || written is "solution" or "." or "*")
        {
            return new QueryScope(all, null, false);
        }

        var named = all.Where(project => IsNamed(project, written)).ToImmutableArray();
        if (!named.IsEmpty)
        {
            return new QueryScope(named, null, false);
        }

        var files = SnapshotDocuments.At(snapshot, written);
        if (!files.IsEmpty)
        {
            return new QueryScope([.. files.Select(file => file.Project).Distinct()], files[0].FilePath, false);
        }

        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(written.Replace('/', Path.DirectorySeparatorChar), snapshot.Root));
        var below = all.Where(project => project.Documents.Any(document => IsBelow(document.FilePath, directory))).ToImmutableArray();
        if (!below.IsEmpty)
        {
            return new QueryScope(below, directory, true);
        }

        refusal = CodeAnswer.Failed(
            CodeError.SymbolNotFound,
            $"no loaded project, directory or file '{written}'. Projects: {string.Join(", ", all.Select(NameOf).Distinct(StringComparer.Ordinal).Take(20))}.\n{snapshot.Coverage}");
        return null;
    }

    /// <summary>A project's name without the framework of its leg.</summary>
    public static string NameOf(Project project) => project.Name.IndexOf('(', StringComparison.Ordinal) is var open and > 0 ? project.Name[..open] : project.Name;

    public bool Covers(Document document) =>
        this.Projects.Contains(document.Project) && (this.path is null || (this.isDirectory ? IsBelow(document.FilePath, this.path) : document.FilePath == this.path));

    private static bool IsNamed(Project project, string written) =>
        string.Equals(NameOf(project), written, StringComparison.OrdinalIgnoreCase)
        || string.Equals(project.Name, written, StringComparison.OrdinalIgnoreCase)
        || string.Equals(project.AssemblyName, written, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Path.GetFileName(project.FilePath), written, StringComparison.OrdinalIgnoreCase)
        || (project.FilePath is { } file && file.EndsWith('/' + written, StringComparison.OrdinalIgnoreCase));

    private static bool IsBelow(string? file, string directory) =>
        file is not null && file.Length > directory.Length && file.StartsWith(directory, StringComparison.Ordinal) && file[directory.Length] == Path.DirectorySeparatorChar;
}
