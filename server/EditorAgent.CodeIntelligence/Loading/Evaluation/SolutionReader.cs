using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.VisualStudio.SolutionPersistence;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Reads .sln, .slnx and .slnf with the SDK's own reader. A file that cannot be read is an empty answer with a warning.</summary>
internal static class SolutionReader
{
    public static async Task<WorkspaceProjects> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            return path.EndsWith(".slnf", StringComparison.OrdinalIgnoreCase)
                ? await FilteredAsync(path, cancellationToken)
                : Sorted(path, await ProjectsAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new WorkspaceProjects(name, []) { SolutionPath = path, Files = [path], Warnings = [$"{name} cannot be read: {FirstLine(exception.Message)}"] };
        }
    }

    private static async Task<WorkspaceProjects> FilteredAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        using var json = await JsonDocument.ParseAsync(stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }, cancellationToken);
        var solution = json.RootElement.GetProperty("solution");
        var whole = ProjectPaths.Full(solution.GetProperty("path").GetString()!, Path.GetDirectoryName(path)!);
        var folder = Path.GetDirectoryName(whole)!;
        var wanted = solution.GetProperty("projects").EnumerateArray().Select(project => ProjectPaths.Full(project.GetString()!, folder)).ToHashSet(StringComparer.Ordinal);
        return Sorted(path, [.. (await ProjectsAsync(whole, cancellationToken)).Where(wanted.Contains)]) with { Files = [path, whole] };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<IReadOnlyList<string>> ProjectsAsync(string path, CancellationToken cancellationToken)
    {
        ISolutionSerializer serializer = path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase) ? SolutionSerializers.SlnXml : SolutionSerializers.SlnFileV12;
        var model = await serializer.OpenAsync(path, cancellationToken);
        var folder = Path.GetDirectoryName(path)!;
        return [.. model.SolutionProjects.Select(project => ProjectPaths.Full(project.FilePath, folder))];
    }

    private static WorkspaceProjects Sorted(string path, IReadOnlyList<string> projects)
    {
        var distinct = projects.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new WorkspaceProjects(Path.GetFileName(path), [.. distinct.Where(project => ProjectLanguage.IsCSharp(project) && File.Exists(project))])
        {
            SolutionPath = path,
            Files = [path],
            Uncovered = [.. Uncovered(distinct)],
        };
    }

    private static IEnumerable<UncoveredProject> Uncovered(IEnumerable<string> projects) =>
        from project in projects
        let reason = !ProjectLanguage.IsCSharp(project) ? ProjectLanguage.Reason(project) : File.Exists(project) ? null : "project file missing"
        where reason is not null
        select new UncoveredProject(project, reason);


    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
