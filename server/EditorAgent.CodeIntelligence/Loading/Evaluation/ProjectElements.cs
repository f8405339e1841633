using System.Collections.Immutable;
using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>What the text of a project and of the workspace's files it imports says about files that may come or go.</summary>
internal sealed class ProjectElements(ProjectCollection collection, IReadOnlyList<string> files, EvaluatedProject project)
{
    private static readonly HashSet<string> PatternItems = new(StringComparer.OrdinalIgnoreCase)
        { "Compile", "AdditionalFiles", "EditorConfigFiles", "GlobalAnalyzerConfigFiles", "Analyzer", "Reference", "Protobuf" };

    private static readonly HashSet<string> PatternProperties = new(StringComparer.OrdinalIgnoreCase)
        { "DefaultItemExcludes", "DefaultItemExcludesInProjectFolder", "DefaultExcludesInProjectFolder", "EnableDefaultItems", "EnableDefaultCompileItems", "BaseOutputPath", "BaseIntermediateOutputPath" };

    private readonly ImmutableArray<ProjectRootElement> roots =
        [.. files.Select(file => ProjectRootElement.TryOpen(file, collection)).OfType<ProjectRootElement>()];

    /// <summary>Whether the SDK's default pattern alone decides about sources below the project, save for those named one by one.</summary>
    public bool SourcesFollowThePattern =>
        !this.roots.SelectMany(root => root.Properties).Any(property => PatternProperties.Contains(property.Name))
        && !this.Items("Compile").Any(item => IsPattern(item.Include) || IsPattern(item.Remove) || IsPattern(item.Exclude));

    /// <summary>Files that would be imported if they, or what their condition asks for, existed.</summary>
    public IEnumerable<string> ConditionalImports() =>
        from root in this.roots
        from import in root.Imports
        where import.Sdk.Length == 0
        from path in this.Paths(root, import.Project)
        where !IsPattern(path)
        select path;

    /// <summary>Sets outside the default ones that the items' patterns stand for.</summary>
    public IEnumerable<SourceSet> Patterns() =>
        from root in this.roots
        from path in root.Items.Where(item => PatternItems.Contains(item.ItemType)).SelectMany(item => this.Paths(root, item.Include))
            .Concat(root.Imports.SelectMany(import => this.Paths(root, import.Project)))
        where IsPattern(path)
        let folder = Path.GetDirectoryName(path[..path.IndexOfAny(['*', '?'])])
        let extension = Path.GetExtension(path)
        where folder is not null && extension.Length > 1 && !IsPattern(extension) && Path.GetDirectoryName(folder) is not null
        select new SourceSet(folder, extension);

    public IEnumerable<string> NamedSources() =>
        from root in this.roots
        from item in root.Items
        where item.ItemType.Equals("Compile", StringComparison.OrdinalIgnoreCase)
        from path in this.Paths(root, item.Include).Concat(this.Paths(root, item.Remove))
        where !IsPattern(path)
        select path;

    private IEnumerable<ProjectItemElement> Items(string type) =>
        this.roots.SelectMany(root => root.Items).Where(item => item.ItemType.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an attribute stands for in each leg, made absolute; imports start from the file, items from the project.</summary>
    private IEnumerable<string> Paths(ProjectRootElement root, string text)
    {
        if (text.Length == 0)
        {
            yield break;
        }

        var own = root.DirectoryPath + Path.DirectorySeparatorChar;
        var placed = text
            .Replace("$(MSBuildThisFileDirectory)", own, StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildThisFileFullPath)", root.FullPath, StringComparison.OrdinalIgnoreCase);
        foreach (var instance in project.Instances)
        {
            foreach (var part in Expanded(instance, placed).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (part.IndexOfAny(['@', '%', '\0']) < 0)
                {
                    yield return ProjectPaths.Full(part, Path.GetDirectoryName(root.FullPath)!);
                    yield return ProjectPaths.Full(part, instance.Directory);
                }
            }
        }
    }

    private static string Expanded(ProjectInstance instance, string text)
    {
        try
        {
            return instance.ExpandString(text);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or Microsoft.Build.Exceptions.InvalidProjectFileException)
        {
            // A property function that fails here failed in the evaluation too.
            return "";
        }
    }

    private static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;
}
