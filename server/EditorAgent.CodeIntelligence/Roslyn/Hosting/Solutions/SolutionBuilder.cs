using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>
/// Turns legs into Roslyn projects. No source and no referenced assembly is read for it. Documents are in the order of their paths, so that messages
/// which name the first of several declarations do not depend on how a workspace came to be what it is.
/// </summary>
/// <param name="metadata">Where referenced assemblies come from.</param>
/// <param name="analyzers">Where analyzers and generators come from; null when nothing of the workspace may run.</param>
internal sealed class SolutionBuilder(MetadataShelf metadata, AnalyzerShelf? analyzers)
{
    /// <param name="solution">What was loaded.</param>
    /// <param name="identify">The id of a leg: the same leg keeps its id from one load to the next.</param>
    /// <param name="open">The present version of a file.</param>
    public ImmutableArray<BuiltProject> Build(LoadedSolution solution, Func<ProjectLeg, ProjectId> identify, Func<string, SourceFile> open)
    {
        var graph = new ProjectGraph(solution.Legs);
        var parsed = solution.Legs.Zip(SideBySide.Select(solution.Legs, Parse), (leg, arguments) => (Leg: leg, Arguments: arguments)).ToArray();
        var references = parsed.ToDictionary(
            entry => identify(entry.Leg),
            entry => References(entry.Leg, entry.Arguments, graph, identify));
        var closing = ReferenceCycles.Closing(
            [.. parsed.Select(entry => identify(entry.Leg))],
            project => references[project].Projects.Select(reference => reference.ProjectId));
        var names = parsed.ToDictionary(entry => identify(entry.Leg), entry => entry.Leg.Name);

        return [.. parsed.Select(entry => Build(entry.Leg, entry.Arguments))];

        BuiltProject Build(ProjectLeg leg, CSharpCommandLineArguments arguments)
        {
            var id = identify(leg);
            var (projects, assemblies) = references[id];
            var left = closing.Where(pair => pair.From == id).Select(pair => pair.To).ToHashSet();
            var problems = ImmutableArray.CreateBuilder<string>();
            if (leg.Degraded is { } degraded)
            {
                problems.Add($"{leg.Name} {degraded}");
            }

            problems.AddRange(left.Select(to => $"{leg.Name} references {names[to]} in a circle"));
            var analyzerProblems = ImmutableArray.CreateBuilder<string>();
            var analyzerReferences = this.Analyzers(leg, arguments, analyzerProblems);
            var project = Describe(id, leg, arguments, open)
                .WithProjectReferences(projects.Where(reference => !left.Contains(reference.ProjectId)))
                .WithMetadataReferences(assemblies)
                .WithAnalyzerReferences(analyzerReferences);
            return new BuiltProject(leg, project, problems.ToImmutable(), analyzerProblems.ToImmutable());
        }
    }

    private static CSharpCommandLineArguments Parse(ProjectLeg leg) =>
        CSharpCommandLineParser.Default.Parse(leg.Arguments, DirectoryOf(leg), sdkDirectory: null);

    private static string DirectoryOf(ProjectLeg leg) => Path.GetDirectoryName(leg.ProjectPath)!;

    private (ImmutableArray<ProjectReference> Projects, ImmutableArray<MetadataReference> Assemblies) References(
        ProjectLeg leg, CSharpCommandLineArguments arguments, ProjectGraph graph, Func<ProjectLeg, ProjectId> identify)
    {
        var projects = ImmutableArray.CreateBuilder<ProjectReference>();
        var assemblies = ImmutableArray.CreateBuilder<MetadataReference>();
        foreach (var reference in arguments.MetadataReferences)
        {
            var path = Path.GetFullPath(reference.Reference, DirectoryOf(leg));
            if (graph.BuilderOf(path) is not { } builder)
            {
                assemblies.Add(metadata.Get(path, reference.Properties));
            }
            else if (builder != leg)
            {
                projects.Add(new ProjectReference(identify(builder), reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
            }
        }

        if (leg.Degraded is not null)
        {
            projects.AddRange(graph.NamedBy(leg).Select(other => new ProjectReference(identify(other))));
        }

        return ([.. projects.DistinctBy(reference => (reference.ProjectId, string.Join(',', reference.Aliases)))], [.. assemblies.Distinct()]);
    }

    private static ProjectInfo Describe(ProjectId id, ProjectLeg leg, CSharpCommandLineArguments arguments, Func<string, SourceFile> open)
    {
        var directory = DirectoryOf(leg);
        var options = arguments.CompilationOptions
            .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default)
            .WithXmlReferenceResolver(null)
            .WithMetadataReferenceResolver(null)
            .WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths));
        return ProjectInfo.Create(
                id,
                VersionStamp.Create(),
                leg.Name,
                arguments.CompilationName ?? leg.AssemblyName,
                LanguageNames.CSharp,
                filePath: leg.ProjectPath,
                outputFilePath: leg.OutputPaths.FirstOrDefault(),
                compilationOptions: options,
                parseOptions: arguments.ParseOptions.WithDocumentationMode(DocumentationMode.Parse),
                documents: Documents(arguments.SourceFiles.Select(file => file.Path)),
                additionalDocuments: Documents(arguments.AdditionalFiles.Select(file => file.Path)))
            .WithAnalyzerConfigDocuments(Documents(arguments.AnalyzerConfigPaths))
            .WithDefaultNamespace(leg.RootNamespace);

        ImmutableArray<DocumentInfo> Documents(IEnumerable<string> paths) =>
            [.. paths.Select(path => Path.GetFullPath(path, directory)).Distinct(FilePaths.Comparer).Order(FilePaths.Comparer).Select(path => DocumentOf(id, directory, open(path)))];
    }

    public static DocumentInfo DocumentOf(ProjectId project, string projectDirectory, SourceFile file)
    {
        var relative = Path.GetRelativePath(projectDirectory, file.Path);
        var folders = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? []
            : relative.Split(Path.DirectorySeparatorChar)[..^1];
        return DocumentInfo.Create(
            DocumentId.CreateNewId(project, file.Path), Path.GetFileName(file.Path), folders, SourceCodeKind.Regular, file, file.Path);
    }

    private ImmutableArray<AnalyzerReference> Analyzers(ProjectLeg leg, CSharpCommandLineArguments arguments, ImmutableArray<string>.Builder problems)
    {
        if (analyzers is null)
        {
            return [];
        }

        var paths = arguments.AnalyzerReferences.Select(reference => Path.GetFullPath(reference.FilePath, DirectoryOf(leg))).Distinct(FilePaths.Comparer);
        return analyzers.Get([.. paths], problems);
    }
}
