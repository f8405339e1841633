using EditorAgent.Core.Tools.Writing;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>Renames or moves one file; its bytes stay what they are.</summary>
public sealed class MoveTool(Workspace workspace, IWorkspaceFiles files, ReadLedger ledger) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "move",
        "Renames or moves a file. The target must not exist.",
        """{"type":"object","properties":{"path":{"type":"string"},"to":{"type":"string"}},"required":["path","to"],"additionalProperties":false}"""u8.ToArray());

    public bool AlwaysChanges => true;

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var source = workspace.ResolveForWriting(arguments.RequiredString("path"));
        if (source is not PathResolution.Inside(var from))
        {
            return new ToolPlan.Refused(((PathResolution.Rejected)source).Message);
        }

        var target = workspace.ResolveForWriting(arguments.RequiredString("to"));
        if (target is not PathResolution.Inside(var to))
        {
            return new ToolPlan.Refused(((PathResolution.Rejected)target).Message);
        }

        try
        {
            if (await files.ReadAsync(from, cancellationToken) is not { } present)
            {
                return new ToolPlan.Refused($"{from} does not exist.{SimilarPaths.Suggest(workspace, from, cancellationToken)}");
            }

            if (Directory.Exists(to.Absolute))
            {
                return new ToolPlan.Refused($"{to} is a directory; give the new file's whole path.");
            }

            return await files.ReadAsync(to, cancellationToken) is null
                ? Plan(from, to, present)
                : new ToolPlan.Refused($"{to} exists already; choose another name, or edit it instead.");
        }
        catch (WorkspaceFileException failure)
        {
            return new ToolPlan.Refused(failure.Message);
        }
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (from, to, hash) = (PlannedMove)call.Plan.State!;
        try
        {
            await files.MoveAsync(from, to, hash, cancellationToken);
        }
        catch (WorkspaceFileException failure)
        {
            return ToolResult.Error(failure.Message);
        }

        if (ledger.LastSeen(from) == hash)
        {
            ledger.Saw(to, hash);
        }

        return ToolResult.Success($"Moved {from} to {to}.");
    }

    private static ToolPlan.Ready Plan(WorkspacePath from, WorkspacePath to, FileSnapshot present) => new()
    {
        Title = $"Move {from} to {to}",
        Kind = ToolKind.Move,
        IsReadOnly = false,
        Accesses = [new ToolAccess.Write(from), new ToolAccess.Write(to) { Becomes = present.Hash }],
        Subjects = [PermissionSubject.Path.Of(from, writes: true), PermissionSubject.Path.Of(to, writes: true)],
        Cautions = to.IsAmbiguousOnWindows ? [PermissionMarks.NameOfAnother] : [],
        Diffs = DiffsFor(to, present),
        Locations = [new ToolLocation(from.Absolute), new ToolLocation(to.Absolute)],
        State = new PlannedMove(from, to, present.Hash),
    };

    /// <summary>Under a protected name the content begins to matter: whoever is asked has to see it.</summary>
    private static ImmutableArray<FileDiff> DiffsFor(WorkspacePath to, FileSnapshot present) =>
        ProtectedFiles.ForWriting(to.Relative) is not null && TextContent.Decode(present.Bytes.Span) is { } content
            ? [new FileDiff(to, null, content.Text)]
            : [];

    private sealed record PlannedMove(WorkspacePath From, WorkspacePath To, ContentHash Hash);
}
