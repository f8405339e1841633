using System.Collections.Immutable;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>What planning and running have in common for the tools that store files.</summary>
public static class WritePlans
{
    /// <param name="verb">For example <c>Edit</c>.</param>
    /// <param name="toolName">Whose grants are offered.</param>
    /// <param name="diff">The file before and after.</param>
    /// <param name="write">The file.</param>
    /// <param name="summary">What the model is told afterwards.</param>
    /// <param name="line">Where the change begins.</param>
    public static ToolPlan.Ready Ready(string verb, string toolName, FileDiff diff, PlannedWrite write, string summary, int? line) =>
        Ready($"{verb} {diff.Path}", toolName, [diff], new PlannedWrites([write], summary)) with { Locations = [new ToolLocation(diff.Path.Absolute, line)] };

    /// <param name="title">One line for a person.</param>
    /// <param name="toolName">Whose grants are offered, for a single file.</param>
    /// <param name="diffs">Every file before and after.</param>
    /// <param name="writes">The same files.</param>
    public static ToolPlan.Ready Ready(string title, string toolName, ImmutableArray<FileDiff> diffs, PlannedWrites writes) => new()
    {
        Title = title,
        Kind = ToolKind.Edit,
        IsReadOnly = false,
        Accesses = [.. writes.Files.Select(write => new ToolAccess.Write(write.Path) { Becomes = write.Bytes is { } bytes ? ContentHash.Of(bytes.Span) : null })],
        Subjects = [.. writes.Files.Select(write => PermissionSubject.Path.Of(write.Path, writes: true))],
        Cautions = [.. writes.Files.SelectMany(CautionsFor).Distinct()],
        Diffs = diffs,
        Locations = [.. writes.Files.Select(write => new ToolLocation(write.Path.Absolute))],
        OfferedGrants = writes.Files is [var single] ? GrantsFor(toolName, single.Path) : [],
        State = writes,
    };

    /// <summary>Stores all files; when one cannot be stored, those before it get back what they held, as far as they still hold what was stored.</summary>
    public static async ValueTask<ToolResult> RunAsync(IWorkspaceFiles files, ReadLedger ledger, ApprovedToolCall call, CancellationToken cancellationToken)
    {
        var (writes, summary) = (PlannedWrites)call.Plan.State!;
        for (var index = 0; index < writes.Length; index++)
        {
            try
            {
                await StoreAsync(files, writes[index], cancellationToken);
            }
            catch (WorkspaceFileException failure)
            {
                return ToolResult.Error(await PutBackAsync(files, writes.AsMemory()[..index], failure.Message));
            }
            catch (OperationCanceledException)
            {
                await PutBackAsync(files, writes.AsMemory()[..index], "");
                throw;
            }
        }

        foreach (var write in writes)
        {
            if (write.Bytes is { } bytes)
            {
                ledger.Saw(write.Path, ContentHash.Of(bytes.Span));
            }
        }

        return ToolResult.Success(summary) with { Diffs = call.Plan.Diffs };
    }

    private static ValueTask StoreAsync(IWorkspaceFiles files, PlannedWrite write, CancellationToken cancellationToken) => write.Bytes is { } bytes
        ? files.WriteAsync(write.Path, bytes, write.Expected, cancellationToken)
        : files.DeleteAsync(write.Path, write.Expected!.Value, cancellationToken);

    private static async ValueTask<string> PutBackAsync(IWorkspaceFiles files, ReadOnlyMemory<PlannedWrite> written, string reason)
    {
        var left = new List<string>();
        for (var index = written.Length - 1; index >= 0; index--)
        {
            var write = written.Span[index];
            try
            {
                await UndoAsync(files, write);
            }
            catch (WorkspaceFileException)
            {
                left.Add(write.Path.Relative);
            }
        }

        return (written.Length, left.Count) switch
        {
            (0, _) => reason,
            (_, 0) => $"{reason} No file was changed: what had been written before it was put back.",
            _ => $"{reason} {string.Join(", ", left)} had been written before and could not be put back; read it again.",
        };
    }

    private static ValueTask UndoAsync(IWorkspaceFiles files, PlannedWrite write) => write switch
    {
        { Bytes: null } => files.WriteAsync(write.Path, write.Present, null, CancellationToken.None),
        { Expected: null } => files.DeleteAsync(write.Path, ContentHash.Of(write.Bytes.Value.Span), CancellationToken.None),
        _ => files.WriteAsync(write.Path, write.Present, ContentHash.Of(write.Bytes.Value.Span), CancellationToken.None),
    };

    private static IEnumerable<string> CautionsFor(PlannedWrite write)
    {
        if (write.Links > 1)
        {
            return [PermissionMarks.LinkCount(write.Links)];
        }

        return write.Expected is null && write.Path.IsAmbiguousOnWindows ? [PermissionMarks.NameOfAnother] : [];
    }

    /// <summary>The one file that is shown; whoever wants every edit allowed has a mode for it. A name that would read as a pattern could be wider than shown.</summary>
    private static ImmutableArray<PermissionGrant> GrantsFor(string toolName, WorkspacePath path) =>
        path.Relative.AsSpan().ContainsAny("*?[]{}!\\()") ? [] : [new PermissionGrant($"{toolName}({path.Relative})")];
}
