using System.Collections.Immutable;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>What planning and running have in common for the tools that store one file.</summary>
internal static class WritePlans
{
    public static ToolPlan.Ready Ready(string verb, string toolName, FileDiff diff, PlannedWrite write, int? line) => new()
    {
        Title = $"{verb} {diff.Path}",
        Kind = ToolKind.Edit,
        IsReadOnly = false,
        Accesses = [new ToolAccess.Write(diff.Path) { Becomes = ContentHash.Of(write.Bytes.Span) }],
        Subjects = [PermissionSubject.Path.Of(diff.Path, writes: true)],
        Cautions = CautionsFor(diff.Path, write),
        Diffs = [diff],
        Locations = [new ToolLocation(diff.Path.Absolute, line)],
        OfferedGrants = GrantsFor(toolName, diff.Path),
        State = write,
    };

    public static async ValueTask<ToolResult> RunAsync(
        IWorkspaceFiles files,
        ReadLedger ledger,
        ApprovedToolCall call,
        CancellationToken cancellationToken)
    {
        var write = (PlannedWrite)call.Plan.State!;
        try
        {
            await files.WriteAsync(write.Path, write.Bytes, write.Expected, cancellationToken);
        }
        catch (WorkspaceFileException failure)
        {
            return ToolResult.Error(failure.Message);
        }

        ledger.Saw(write.Path, ContentHash.Of(write.Bytes.Span));
        return ToolResult.Success(write.Summary) with { Diffs = call.Plan.Diffs };
    }

    private static ImmutableArray<string> CautionsFor(WorkspacePath path, PlannedWrite write)
    {
        if (write.Links > 1)
        {
            return [PermissionMarks.LinkCount(write.Links)];
        }

        return write.Expected is null && path.IsAmbiguousOnWindows ? [PermissionMarks.NameOfAnother] : [];
    }

    /// <summary>The one file that is shown; whoever wants every edit allowed has a mode for it. A name that would read as a pattern could be wider than shown.</summary>
    private static ImmutableArray<PermissionGrant> GrantsFor(string toolName, WorkspacePath path) =>
        path.Relative.AsSpan().ContainsAny("*?[]{}!\\()") ? [] : [new PermissionGrant($"{toolName}({path.Relative})")];
}
