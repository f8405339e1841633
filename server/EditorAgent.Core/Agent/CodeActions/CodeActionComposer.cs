using System.Globalization;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>
/// Says to the model what a user wants who picked a code action: the file, the place with the code around it, the problems and the failure,
/// each bounded. Code, messages and stack traces stand in fences: they are data. The file counts as read. What a rule keeps from being read
/// without asking, and what may hold secrets, is not shown here either.
/// </summary>
public sealed class CodeActionComposer(Workspace workspace, IWorkspaceFiles files, WithheldFiles withheld, ReadLedger ledger)
{
    private const int MostDiagnostics = 20;
    private const int LongestMessage = 600;
    private const int LongestFailure = 6_000;
    private const int LongestSelection = 8_000;

    /// <exception cref="CodeActionException">The file is none that the workspace's sessions may read.</exception>
    public async Task<CodeActionPrompt> ComposeAsync(CodeActionRequest request, CancellationToken cancellationToken)
    {
        if (workspace.ResolveForReading(request.Path) is not PathResolution.Inside(var path))
        {
            throw new CodeActionException($"{CanonicalText.Line(request.Path).Text} is not a file of this workspace; nothing was started.");
        }

        if (withheld.DecideReading(path) != PermissionDecision.Allow)
        {
            throw new CodeActionException($"{CanonicalText.Line(path.Relative).Text} is not shown to the model unasked, by a rule or because it may hold secrets; nothing was started. You can ask about it in the chat.");
        }

        var text = await this.TextOfAsync(path, cancellationToken);
        var said = SaidOf(request, path);
        var context = new StringBuilder().Append("File: ").Append(path.Relative).Append('\n');
        if (request.TestName is { Length: > 0 } test)
        {
            context.Append("Test: ").Append(CanonicalText.Line(test).Text).Append('\n');
        }

        AppendDiagnostics(context, request);
        AppendFenced(context, "What the failure says:", TextOrigin.Program, Bounded(request.StackTrace, LongestFailure));
        AppendFenced(context, "Selected in the editor:", TextOrigin.Workspace, Bounded(request.Selection, LongestSelection));
        var excerpt = CodeExcerpt.Of(text, request.Range);
        AppendFenced(context, $"The code as the editor shows it now, {excerpt.Lines} (> marks the place):", TextOrigin.Workspace, excerpt.Text);
        context.Append('\n').Append(CodeActionTask.For(request.Kind));
        return new CodeActionPrompt(said, path.Absolute, [new ContentPart.Text(said), new ContentPart.Text(context.ToString()) { IsOwn = true }]);
    }

    private async Task<string> TextOfAsync(WorkspacePath path, CancellationToken cancellationToken)
    {
        try
        {
            if (await files.ReadAsync(path, cancellationToken) is not { } snapshot || TextContent.Decode(snapshot.Bytes.Span) is not { } content)
            {
                throw new CodeActionException($"{path} is not a text file that can be read; nothing was started.");
            }

            ledger.Saw(path, snapshot.Hash);
            return content.Text;
        }
        catch (WorkspaceFileException unreadable)
        {
            throw new CodeActionException(unreadable.Message);
        }
    }

    private static string SaidOf(CodeActionRequest request, WorkspacePath path)
    {
        var place = request.Range is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{path.Relative}:{range.Start.Line + 1}")
            : path.Relative;
        var problem = request switch
        {
            { TestName: { Length: > 0 } test } => CanonicalText.Line(test, 120).Text,
            { Diagnostics: [{ Code: { Length: > 0 } code }] } => CanonicalText.Line(code, 40).Text,
            { Diagnostics: [{ Code: { Length: > 0 } code }, ..] } => string.Create(CultureInfo.InvariantCulture, $"{CanonicalText.Line(code, 40).Text} and {request.Diagnostics.Length - 1} more"),
            { Diagnostics: [var only, ..] } => CanonicalText.Line(only.Message, 80).Text,
            _ => null,
        };
        return $"{CodeActionName.TitleOf(request.Kind)}: {(problem is null ? place : $"{problem} in {place}")}";
    }

    private static void AppendDiagnostics(StringBuilder context, CodeActionRequest request)
    {
        if (request.Diagnostics.IsEmpty)
        {
            return;
        }

        var lines = new StringBuilder();
        foreach (var diagnostic in request.Diagnostics.Take(MostDiagnostics))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{diagnostic.Range.Start.Line + 1}:{diagnostic.Range.Start.Character + 1} {diagnostic.Severity ?? "problem"}");
            lines.Append(diagnostic.Code is { Length: > 0 } code ? $" {code}" : "").Append(diagnostic.Source is { Length: > 0 } source ? $" ({source})" : "");
            lines.Append(": ").Append(Bounded(diagnostic.Message, LongestMessage)).Append('\n');
        }

        if (request.Diagnostics.Length > MostDiagnostics)
        {
            lines.Append(CultureInfo.InvariantCulture, $"... and {request.Diagnostics.Length - MostDiagnostics} more\n");
        }

        AppendFenced(context, "Problems that the editor shows there (line:column):", TextOrigin.Program, lines.ToString());
    }

    private static void AppendFenced(StringBuilder context, string heading, TextOrigin origin, string? text)
    {
        if (text is { Length: > 0 })
        {
            context.Append(heading).Append('\n').Append(ToolText.Fenced(Guid.NewGuid().ToString("N"), origin, text)).Append('\n');
        }
    }

    /// <summary>Beginning and end: the one says what, the other where.</summary>
    private static string? Bounded(string? text, int most) =>
        text is null || text.Length <= most ? text : $"{text[..(most / 2)]}\n[...]\n{text[^(most / 2)..]}";
}
