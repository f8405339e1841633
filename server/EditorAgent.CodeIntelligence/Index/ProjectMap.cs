using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>Which projects a workspace has and which file belongs to which, as far as plain text tells.</summary>
public sealed partial class ProjectMap
{
    private static readonly string[] TestPackages = ["xunit.v3", "xunit", "NUnit", "MSTest.TestFramework", "MSTest", "TUnit"];

    private readonly Dictionary<string, ProjectView> byDirectory = new(StringComparer.Ordinal);

    private ProjectMap(string root, string? solution, ImmutableArray<ProjectView> projects)
    {
        this.Root = root;
        this.Solution = solution;
        this.Projects = projects;
        foreach (var project in projects.Where(project => project.IsCSharp))
        {
            this.byDirectory.TryAdd(project.Directory, project);
        }
    }

    public string Root { get; }

    /// <summary>Absolute; null when there is none.</summary>
    public string? Solution { get; }

    /// <summary>The solution's, in its order, then the others by path.</summary>
    public ImmutableArray<ProjectView> Projects { get; }

    /// <summary>The nearest project at or above the file; null when there is none.</summary>
    /// <param name="path">Absolute.</param>
    public ProjectView? Of(string path)
    {
        for (var directory = Path.GetDirectoryName(path); directory is not null && directory.Length >= this.Root.Length; directory = Path.GetDirectoryName(directory))
        {
            if (this.byDirectory.TryGetValue(directory, out var project))
            {
                return project;
            }
        }

        return null;
    }

    internal static ProjectMap Read(string root, ImmutableArray<SweptFile> files)
    {
        var paths = files.Select(file => file.Path).ToList();
        var props = paths.Where(path => Path.GetFileName(path).Equals("Directory.Build.props", StringComparison.OrdinalIgnoreCase))
            .GroupBy(path => Path.GetDirectoryName(path)!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => ProjectXml.TryLoad(group.First()), StringComparer.Ordinal);
        var usesPlatform = paths.Where(path => Path.GetFileName(path).Equals("global.json", StringComparison.OrdinalIgnoreCase)).Where(UsesTestingPlatform).Select(path => Path.GetDirectoryName(path)!).ToList();
        var projects = paths.Where(IsProject).AsParallel().AsOrdered().Select(path => View(path, props, usesPlatform)).ToList();
        var solutions = paths.Where(path => path.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
            .Select(path => (Path: path, Members: Members(path)))
            .OrderBy(solution => solution.Path.Count(character => character == Path.DirectorySeparatorChar))
            .ThenByDescending(solution => solution.Members.Count)
            .ThenByDescending(solution => solution.Path, StringComparer.Ordinal)
            .ToList();
        var order = solutions is [var first, ..] ? first.Members : [];
        return new ProjectMap(root, order.Count > 0 ? solutions[0].Path : null, [.. projects.OrderBy(project => order.IndexOf(project.Path) is var at and >= 0 ? at : int.MaxValue)]);
    }

    private static bool IsProject(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".CSPROJ" or ".FSPROJ" or ".VBPROJ";

    private static ProjectView View(string path, Dictionary<string, XElement?> props, List<string> usesPlatform)
    {
        var view = new ProjectView(path, Path.GetFileNameWithoutExtension(path));
        if (ProjectXml.TryLoad(path) is not { } root)
        {
            return view with { Problem = "project file not readable" };
        }

        var inherited = Above(view.Directory).Select(directory => props.GetValueOrDefault(directory)).OfType<XElement>().ToList();
        string? Value(string name) => new[] { root }.Concat(inherited).Select(element => ProjectXml.Property(element, name)).FirstOrDefault(value => value is not null);
        var packages = ProjectXml.Items(root, "PackageReference").AddRange(inherited.SelectMany(element => ProjectXml.Items(element, "PackageReference")));
        var sdk = root.Attribute("Sdk")?.Value ?? "";
        var test = TestPackages.FirstOrDefault(name => packages.Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? (sdk.StartsWith("MSTest.Sdk", StringComparison.OrdinalIgnoreCase) ? "MSTest" : null);
        return view with
        {
            Frameworks = [.. (Value("TargetFrameworks") ?? Value("TargetFramework") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            References = [.. ProjectXml.Items(root, "ProjectReference").Select(reference => Full(view.Directory, reference))],
            Packages = packages,
            TestFramework = test ?? (Value("IsTestProject")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true ? "test" : null),
            UsesTestingPlatform = test is not null && Above(view.Directory).Any(usesPlatform.Contains),
        };
    }

    private static IEnumerable<string> Above(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            yield return current;
        }
    }

    private static string Full(string directory, string reference) =>
        Path.GetFullPath(Path.Combine(directory, reference.Replace('\\', Path.DirectorySeparatorChar).Replace("\0", "", StringComparison.Ordinal)));

    private static List<string> Members(string solution)
    {
        var directory = Path.GetDirectoryName(solution)!;
        if (solution.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
        {
            return ProjectXml.TryLoad(solution) is { } root
                ? [.. root.Descendants("Project").Select(element => element.Attribute("Path")?.Value).OfType<string>().Select(path => Full(directory, path))]
                : [];
        }

        try
        {
            return [.. File.ReadLines(solution).Take(100_000).Select(line => SolutionLine().Match(line)).Where(match => match.Success).Select(match => Full(directory, match.Groups["path"].Value)).Where(IsProject)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool UsesTestingPlatform(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.Object
                && test.TryGetProperty("runner", out var runner) && runner.ValueKind == JsonValueKind.String && runner.GetString() == "Microsoft.Testing.Platform";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("""^\s*Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]+)",""", RegexOptions.NonBacktracking)]
    private static partial Regex SolutionLine();
}
