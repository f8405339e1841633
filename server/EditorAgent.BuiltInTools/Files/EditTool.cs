using EditorAgent.Core.Tools.Writing;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>Replaces exact pieces of a file's text; all of them or none.</summary>
public sealed class EditTool(Workspace workspace, IWorkspaceFiles files, ReadLedger ledger) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "edit",
        "Replaces text in a file you have read. Edits apply in order, all or none. old_string must match exactly, indentation "
        + "included, and be unique: add neighbouring lines, or set replace_all.",
        """{"type":"object","properties":{"path":{"type":"string"},"edits":{"type":"array","minItems":1,"items":{"type":"object","properties":{"old_string":{"type":"string"},"new_string":{"type":"string"},"replace_all":{"type":"boolean"}},"required":["old_string","new_string"],"additionalProperties":false}}},"required":["path","edits"],"additionalProperties":false}"""u8.ToArray());

    public bool AlwaysChanges => true;

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var resolution = workspace.ResolveForWriting(arguments.RequiredString("path"));
        if (resolution is not PathResolution.Inside(var path))
        {
            return new ToolPlan.Refused(((PathResolution.Rejected)resolution).Message);
        }

        try
        {
            return await files.ReadAsync(path, cancellationToken) is { } present
                ? this.Plan(path, present, [.. arguments.GetProperty("edits").EnumerateArray().Select(TextEdit.From)])
                : new ToolPlan.Refused(
                    $"{path} does not exist; use write to create it.{SimilarPaths.Suggest(workspace, path, cancellationToken)}");
        }
        catch (WorkspaceFileException failure)
        {
            return new ToolPlan.Refused(failure.Message);
        }
    }

    public ValueTask RecallAsync(ImmutableArray<FileDiff> shown, CancellationToken cancellationToken) => ledger.RecallAsync(workspace, files, shown, cancellationToken);

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        WritePlans.RunAsync(files, ledger, call, cancellationToken);

    private ToolPlan Plan(WorkspacePath path, FileSnapshot present, TextEdit[] edits)
    {
        if (ledger.LastSeen(path) is not { } seen)
        {
            return new ToolPlan.Refused($"You have not read {path} in this session; read it first, then edit it.");
        }

        if (TextContent.Decode(present.Bytes.Span) is not { } old)
        {
            return new ToolPlan.Refused(FileAnswers.Binary(path, present.Bytes));
        }

        if (seen != present.Hash)
        {
            if (ClosestRegion.Find(old.Text, edits[0].OldText) is not { } now)
            {
                return new ToolPlan.Refused($"{path} has changed since you read it, and nothing in it resembles old_string any more; read it again.");
            }

            // The model now knows the place it is working on; a second try against this very content is fair.
            ledger.Saw(path, present.Hash);
            return new ToolPlan.Refused($"{path} has changed since you read it. As it is now:\n{now}Repeat the edit if it still applies.");
        }

        var content = old;
        for (var index = 0; index < edits.Length; index++)
        {
            var ordinal = edits.Length > 1 ? $"Edit {index + 1} of {edits.Length}: " : "";
            switch (edits[index].ApplyTo(content))
            {
                case EditOutcome.Failed(var reason):
                    return new ToolPlan.Refused($"{ordinal}{reason}{(edits.Length > 1 ? " No edit was applied." : "")}");
                case EditOutcome.Applied(var changed):
                    content = changed;
                    break;
            }
        }

        var bytes = content.Encode();
        var diff = UnifiedDiff.Between(old.Text, content.Text);
        if (diff.Text.Length == 0)
        {
            return new ToolPlan.Refused("The edits cancel each other out: the file would stay as it is.");
        }

        var write = new PlannedWrite(path, bytes, present.Hash) { Present = present.Bytes, Links = present.Links };
        var line = old.Text.AsSpan(0, old.Text.AsSpan().CommonPrefixLength(content.Text)).Count('\n') + 1;
        return WritePlans.Ready("Edit", "edit", new FileDiff(path, old.Text, content.Text), write, $"Edited {path} (+{diff.Added} -{diff.Removed} lines).\n{diff.Brief}", line);
    }
}
