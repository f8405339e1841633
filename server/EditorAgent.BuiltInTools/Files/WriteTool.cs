using EditorAgent.Core.Tools.Writing;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>Creates a file or replaces a whole one that the model knows.</summary>
public sealed class WriteTool(Workspace workspace, IWorkspaceFiles files, ReadLedger ledger) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "write",
        "Creates a file, or replaces a whole file that you have read. For a change within a file use edit.",
        """{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}},"required":["path","content"],"additionalProperties":false}"""u8.ToArray());

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
            var present = await files.ReadAsync(path, cancellationToken);
            var content = arguments.RequiredString("content");
            return present is null ? PlanNew(path, content) : this.PlanReplacement(path, present, content);
        }
        catch (WorkspaceFileException failure)
        {
            return new ToolPlan.Refused(failure.Message);
        }
    }

    public ValueTask RecallAsync(ImmutableArray<FileDiff> shown, CancellationToken cancellationToken) => ledger.RecallAsync(workspace, files, shown, cancellationToken);

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        WritePlans.RunAsync(files, ledger, call, cancellationToken);

    private static ToolPlan PlanNew(WorkspacePath path, string content)
    {
        byte[] bytes;
        try
        {
            bytes = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(content);
        }
        catch (EncoderFallbackException)
        {
            return new ToolPlan.Refused("The content holds half of a surrogate pair, which cannot be stored; send valid Unicode text.");
        }

        var lines = DiffLines.Of(content).Length;
        var write = new PlannedWrite(path, bytes, Expected: null);
        return WritePlans.Ready("Create", "write", new FileDiff(path, null, content), write, $"Created {path} ({lines} lines).", line: null);
    }

    private ToolPlan PlanReplacement(WorkspacePath path, FileSnapshot present, string content)
    {
        if (ledger.LastSeen(path) is not { } seen)
        {
            return new ToolPlan.Refused($"{path} exists and you have not read it in this session; read it first, then write or edit it.");
        }

        if (seen != present.Hash)
        {
            return new ToolPlan.Refused($"{path} has changed since you read it; read it again before you replace it.");
        }

        if (TextContent.Decode(present.Bytes.Span) is not { } old)
        {
            return new ToolPlan.Refused(FileAnswers.Binary(path, present.Bytes));
        }

        var replaced = old.Apply([new TextSplice(0, old.Text.Length, content)]);
        var bytes = replaced.Encode();
        var diff = UnifiedDiff.Between(old.Text, replaced.Text);
        if (diff.Text.Length == 0)
        {
            return new ToolPlan.Refused($"{path} already has exactly this content; nothing to write.");
        }

        var write = new PlannedWrite(path, bytes, present.Hash) { Present = present.Bytes, Links = present.Links };
        return WritePlans.Ready("Write", "write", new FileDiff(path, old.Text, replaced.Text), write, $"Wrote {path} (+{diff.Added} -{diff.Removed} lines).\n{diff.Brief}", line: null);
    }
}
