using EditorAgent.Core.Tools.Writing;
using System.Text.Json;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>Shows a text file with line numbers, or an image.</summary>
public sealed class ReadTool(Workspace workspace, IWorkspaceFiles files, ReadLedger ledger, ImageFitting? images = null) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "read",
        "Reads a text file as numbered lines (number, tab, text), 1000 lines at most; continue with offset. "
        + "The number and tab are not part of the file. An image is shown as one.",
        """{"type":"object","properties":{"path":{"type":"string"},"offset":{"type":"integer","minimum":1,"description":"first line"},"limit":{"type":"integer","minimum":1}},"required":["path"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var resolution = workspace.ResolveForReading(arguments.RequiredString("path"));
        if (resolution is not PathResolution.Inside(var path))
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused(((PathResolution.Rejected)resolution).Message));
        }

        var first = Math.Max(1, arguments.OptionalInt32("offset") ?? 1);
        return ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = $"Read {path}",
            Kind = ToolKind.Read,
            IsReadOnly = true,
            Accesses = [new ToolAccess.Read(path)],
            Subjects = [PermissionSubject.Path.Of(path, writes: false)],
            Locations = [new ToolLocation(path.Absolute, first)],
            State = new Part(path, first, Math.Clamp(arguments.OptionalInt32("limit") ?? NumberedLines.DefaultLines, 1, NumberedLines.DefaultLines)),
        });
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (path, first, count) = (Part)call.Plan.State!;
        FileSnapshot? snapshot;
        try
        {
            snapshot = await files.ReadAsync(path, cancellationToken);
        }
        catch (WorkspaceFileException failure)
        {
            return ToolResult.Error(failure.Message);
        }

        if (snapshot is null)
        {
            return ToolResult.Error($"{path} does not exist.{SimilarPaths.Suggest(workspace, path, cancellationToken)}");
        }

        if (TextContent.Decode(snapshot.Bytes.Span) is not { } content)
        {
            return ImageHeader.Read(snapshot.Bytes.Span) is null || images is null
                ? ToolResult.Error(FileAnswers.Binary(path, snapshot.Bytes))
                : await Task.Run(() => Show(path, images.Fit(snapshot.Bytes)), cancellationToken);
        }

        ledger.Saw(path, snapshot.Hash);
        return Show(content, first, count);
    }

    private static ToolResult Show(WorkspacePath path, FittedImage fitted) => fitted switch
    {
        FittedImage.Usable usable => new ToolResult { Content = [ToolResult.Remark($"{CanonicalText.Line(path.Relative).Text}: {usable.Told}."), usable.Image], Origin = TextOrigin.Workspace },
        FittedImage.Refused refused => ToolResult.Error($"{path} cannot be shown: {refused.Why}."),
        _ => throw new InvalidOperationException("unknown image"),
    };

    private static ToolResult Show(TextContent content, int first, int count)
    {
        var lines = new NumberedLines(content.Text);
        if (lines.Total == 0)
        {
            return ToolResult.Success("(the file is empty)");
        }

        if (first > lines.Total)
        {
            return ToolResult.Error($"The file has only {lines.Total} lines; choose a smaller offset.");
        }

        var shown = lines.Show(first, count, out var next);
        var end = next is null ? "end of file" : $"continue with offset {next}";
        var unended = next is null && !content.Text.EndsWith('\n') ? ", no newline after the last" : "";
        return ToolResult.Success($"{shown}({lines.Total} lines in all{unended}; {end})") with { Origin = TextOrigin.Workspace, IsExact = true };
    }

    private sealed record Part(WorkspacePath Path, int First, int Count);
}
