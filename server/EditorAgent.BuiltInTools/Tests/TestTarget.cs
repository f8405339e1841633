using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>What <c>dotnet test</c> is to be run on.</summary>
internal abstract record TestTarget
{
    private static readonly ImmutableArray<string> Solutions = [".slnx", ".sln", ".slnf"];
    private static readonly ImmutableArray<string> Projects = [".csproj", ".fsproj", ".vbproj"];

    private TestTarget()
    {
    }

    /// <summary>A solution or project file.</summary>
    internal sealed record Found(WorkspacePath Path) : TestTarget;

    /// <param name="Message">For the model: what is wrong and what to pass instead.</param>
    internal sealed record Missing(string Message) : TestTarget;

    /// <param name="workspace">Where it must lie.</param>
    /// <param name="project">A file or directory, or null for the workspace root.</param>
    public static TestTarget Find(Workspace workspace, string? project)
    {
        if (workspace.ResolveForReading(project ?? ".") is not PathResolution.Inside { Path: var path })
        {
            return new Missing($"{project} is not in the workspace. Pass a project, solution or directory in it.");
        }

        if (File.Exists(path.Absolute))
        {
            return Solutions.Concat(Projects).Contains(Path.GetExtension(path.Absolute), StringComparer.OrdinalIgnoreCase)
                ? new Found(path)
                : new Missing($"{path} is neither a solution nor a project file. To run the tests of one class, pass filter.");
        }

        if (!Directory.Exists(path.Absolute))
        {
            return new Missing($"There is no {path}. {Suggest(workspace)}");
        }

        var solutions = FilesIn(path.Absolute, Solutions);
        var candidates = solutions.IsEmpty ? FilesIn(path.Absolute, Projects) : solutions;
        return candidates switch
        {
            [var only] => Find(workspace, only),
            [] => new Missing($"There is no solution or project in {NameOf(path)}. {Suggest(workspace)}"),
            _ => new Missing($"There are several in {path}: {string.Join(", ", candidates.Select(Path.GetFileName))}. Pass one as project."),
        };
    }

    private static string NameOf(WorkspacePath path) => path.Relative is "" or "." ? "the workspace's root" : path.ToString();

    /// <summary>What a model is told where there is nothing of .NET.</summary>
    public const string NothingHere = "There is no .NET project in this workspace, and run_tests is for .NET. Run this project's own tests with shell.";

    /// <summary>Whether a solution or project lies in the workspace, not too deep.</summary>
    public static bool IsAnyIn(Workspace workspace) => Below(workspace).Any();

    private static string Suggest(Workspace workspace)
    {
        var found = Below(workspace).Select(file => Path.GetRelativePath(workspace.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal).Take(10).ToList();
        return found.Count == 0 ? NothingHere : $"Pass one of these as project: {string.Join(", ", found)}.";
    }

    private static IEnumerable<string> Below(Workspace workspace)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(workspace.Root, "*", options)
            .Take(20_000)
            .Where(file => Solutions.Concat(Projects).Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
    }

    private static ImmutableArray<string> FilesIn(string directory, ImmutableArray<string> extensions) =>
        [.. Directory.EnumerateFiles(directory).Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
}
