using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>A project and those of its files that a question is about.</summary>
/// <param name="View">Null for files that lie in no project.</param>
/// <param name="Files">Ordered by path.</param>
internal sealed record ProjectContents(ProjectView? View, ImmutableArray<IndexedFile> Files)
{
    public string Name => View?.Name ?? "(no project)";

    /// <summary>Types that stand in no other type, one for each name, by namespace and name.</summary>
    public IEnumerable<Located> Types => Files
        .SelectMany(file => file.Declarations, (file, declaration) => new Located(file, declaration))
        .Where(located => located.Declaration is { IsType: true, Parent: null })
        .DistinctBy(located => located.Declaration.FullName)
        .OrderBy(located => located.Declaration.Namespace, StringComparer.Ordinal)
        .ThenBy(located => located.Declaration.Name, StringComparer.Ordinal);

    /// <summary>The projects in the order of the solution, then files in none; a project without C# files only when everything is asked for.</summary>
    public static ImmutableArray<ProjectContents> Of(IndexSnapshot snapshot, IndexScope scope)
    {
        var files = snapshot.Files.Where(scope.Contains).ToLookup(file => snapshot.Projects.Of(file.Path)?.Path ?? "", StringComparer.Ordinal);
        var projects = snapshot.Projects.Projects.Select(project => new ProjectContents(project, [.. files[project.Path]]))
            .Where(content => content.Files.Length > 0 || scope is IndexScope.Everything || (scope is IndexScope.Project only && only.View == content.View));
        return [.. projects, .. files[""].Any() ? [new ProjectContents(null, [.. files[""]])] : Array.Empty<ProjectContents>()];
    }
}
