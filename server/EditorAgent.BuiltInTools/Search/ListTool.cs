using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Draws a directory as a tree.</summary>
public sealed class ListTool(Workspace workspace, WithheldFiles? withheld = null) : ITool
{
    private const int DefaultDepth = 2;
    private const int MostDepth = 8;

    public ToolDefinition Definition { get; } = new(
        "list",
        "Lists a directory as a tree with file sizes. What git ignores is only counted.",
        """{"type":"object","properties":{"path":{"type":"string","description":"default: workspace root"},"depth":{"type":"integer","minimum":1,"description":"default 2, at most 8"}},"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SearchPlans.For(
            workspace,
            arguments.OptionalString("path"),
            "List",
            path => new Request(path, Math.Clamp(arguments.OptionalInt32("depth") ?? DefaultDepth, 1, MostDepth))));

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var request = (Request)call.Plan.State!;
        if (File.Exists(request.Path.Absolute))
        {
            return ValueTask.FromResult(ToolResult.Error($"{request.Path} is a file; use read to see it."));
        }

        if (!Directory.Exists(request.Path.Absolute))
        {
            return ValueTask.FromResult(ToolResult.Error($"{request.Path} does not exist; list its parent directory to see what does."));
        }

        var tree = new DirectoryTree(path => withheld?.HidesName(this.Definition.Name, path) == true, cancellationToken);
        tree.Append(request.Path.Absolute, GitIgnore.Above(request.Path.Absolute, workspace.RealRoot), request.Depth);
        return ValueTask.FromResult(ToolResult.Success(tree.ToString()) with { Origin = TextOrigin.Workspace });
    }

    private sealed record Request(WorkspacePath Path, int Depth);
}
