using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Finds files by name.</summary>
public sealed class GlobTool(Workspace workspace, WithheldFiles? withheld = null) : ITool
{
    private const int MostResults = 200;

    public ToolDefinition Definition { get; } = new(
        "glob",
        "Finds files by pattern (*, ?, **, {a,b}), newest first, at most 200, without what git ignores. "
        + "A pattern without a slash matches the file name at any depth.",
        """{"type":"object","properties":{"pattern":{"type":"string"},"path":{"type":"string","description":"directory, default: workspace root"}},"required":["pattern"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        if (PathGlob.Parse(SearchPlans.FromDirectory(workspace, arguments.OptionalString("path"), arguments.RequiredString("pattern"))) is not { } glob)
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("The pattern's braces stand for too many alternatives; use fewer."));
        }

        return ValueTask.FromResult(
            SearchPlans.For(workspace, arguments.OptionalString("path"), "Find files", path => new Request(glob, path)));
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (glob, path) = (Request)call.Plan.State!;
        if (!Directory.Exists(path.Absolute))
        {
            return ToolResult.Error($"{path} is not a directory; give a directory, and the file's name as the pattern.");
        }

        var found = await ParallelWalk<List<string>>.RunAsync(
            path.Absolute,
            GitIgnore.Above(path.Absolute, workspace.RealRoot),
            () => [],
            (files, file) =>
            {
                if (glob.IsMatch(SearchPlans.RelativeTo(path, file)) && withheld?.HidesName(this.Definition.Name, file) != true)
                {
                    files.Add(file);
                }
            },
            cancellationToken);
        return ToolResult.Success(this.Write([.. found.SelectMany(files => files)])) with { Origin = TextOrigin.Workspace };
    }

    private string Write(List<string> files)
    {
        if (files.Count == 0)
        {
            return "No files match.";
        }

        var newest = files
            .Select(file => (Path: file, Changed: File.GetLastWriteTimeUtc(file)))
            .OrderByDescending(file => file.Changed)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .Take(MostResults)
            .Select(file => workspace.NameOf(file.Path));
        var note = files.Count > MostResults ? $"\n({MostResults} of {files.Count} files shown; narrow the pattern)" : "";
        return string.Join('\n', newest) + note;
    }

    private sealed record Request(PathGlob Glob, WorkspacePath Path);
}
