using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>What a server can do about a line, or about a diagnostic id in a scope.</summary>
internal sealed class CodeActionsQuestion(EngineTurn turn, OfferedActions offers, TimeProvider time)
{
    private const int Most = 50;
    private const int MostFiles = 30;

    private readonly DiagnosticSource diagnostics = new(turn, time);

    public async Task<CodeAnswer> AnswerAsync(CodeActionsQuery query)
    {
        offers.Clear();
        var lines = new List<string>();
        if (query.Place is { } place)
        {
            var parsed = AddressText.Of(place).FirstOrDefault(meant => meant.Path is not null);
            if (parsed is null || turn.Texts.Workspace.ResolveForReading(parsed.Path!) is not PathResolution.Inside(var inside)
                || await turn.Session.Documents.EnsureAsync(inside.Absolute, turn.Cancellation) is not { } document)
            {
                return CodeAnswer.Failed(CodeError.PathDenied, $"'{place}' is no place in the workspace; write it as path:line.");
            }

            await this.OfferAsync(document, diagnostic => diagnostic.Range.Start.Line <= parsed.Line - 1 && parsed.Line - 1 <= diagnostic.Range.End.Line, parsed, lines);
        }
        else
        {
            foreach (var path in turn.Sources.Where(path => turn.IsInScope(path, query.Scope)).Take(MostFiles))
            {
                if (await turn.Session.Documents.EnsureAsync(path, turn.Cancellation) is { } document)
                {
                    await this.OfferAsync(document, diagnostic => FoundDiagnostic.CodeOf(diagnostic).Equals(query.DiagnosticId, StringComparison.OrdinalIgnoreCase), null, lines);
                }
            }
        }

        return new CodeAnswer(lines.Count == 0 ? "0 code actions" : string.Join('\n', Fitting(lines, query.Budget)));
    }

    private async Task OfferAsync(OpenDocument document, Func<LspDiagnostic, bool> isMeant, AddressText? place, List<string> lines)
    {
        using var limit = this.diagnostics.Limit(turn.Patience);
        var known = await this.diagnostics.OfAsync(document, limit.Token);
        if (known is null)
        {
            turn.Gaps.Add($"diagnostics of {turn.NameOf(document.File.Path)} pending");
        }

        ImmutableArray<LspDiagnostic> meant = [.. (known ?? []).Where(isMeant)];
        foreach (var group in place is null ? meant.Select(one => ImmutableArray.Create(one)) : [meant])
        {
            var answer = await turn.AskAsync(
                "textDocument/codeAction",
                new CodeActionParams(new TextDocumentIdentifier(document.Uri), this.RangeOf(document.File, group, place), new CodeActionContext(group)));
            foreach (var action in LspAnswer.List<JsonElement>(answer, "textDocument/codeAction").Where(IsUsable))
            {
                if (lines.Count == Most)
                {
                    turn.Gaps.Add($"the first {Most} actions only");
                    return;
                }

                var id = offers.Add(new OfferedActions.Offer(action.Clone(), document.File, turn.Session));
                var kind = action.TryGetProperty("kind", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : "command";
                var about = string.Join(",", group.Select(FoundDiagnostic.CodeOf).Where(code => code.Length > 0).Distinct());
                var at = place is null ? $"  {turn.NameOf(document.File.Path)}:{group[0].Range.Start.Line + 1}" : "";
                lines.Add($"{id} {kind}{(about.Length > 0 && kind == "quickfix" ? " " + about : "")}  {Title(action)}{at}");
            }
        }

        _ = turn.Header(document.File);
    }

    private LspRange RangeOf(SourceFile file, ImmutableArray<LspDiagnostic> group, AddressText? place)
    {
        if (place is null)
        {
            return group[0].Range;
        }

        if (place.Column > 0)
        {
            var at = file.PositionOf(Math.Min(file.StartOf(place.Line - 1) + place.Column - 1, file.Text.Length), turn.Encoding);
            return new LspRange(at, at);
        }

        // Servers offer a fix only where the range meets its diagnostic.
        if (group.Length > 0)
        {
            return group[0].Range;
        }

        var line = file.Line(place.Line - 1);
        var start = file.StartOf(place.Line - 1) + line.Length - line.TrimStart().Length;
        return new LspRange(file.PositionOf(Math.Min(start, file.Text.Length), turn.Encoding), file.PositionOf(Math.Min(file.StartOf(place.Line - 1) + line.Length, file.Text.Length), turn.Encoding));
    }

    private static bool IsUsable(JsonElement action) =>
        action.ValueKind == JsonValueKind.Object && action.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String && !action.TryGetProperty("disabled", out _);

    private static string Title(JsonElement action)
    {
        var title = action.GetProperty("title").GetString()!.ReplaceLineEndings(" ");
        return title.Length <= 200 ? title : title[..200] + "...";
    }

    private static IEnumerable<string> Fitting(List<string> lines, int budget)
    {
        var used = 0;
        var shown = lines.TakeWhile(line => (used += line.Length + 1) <= Math.Max(budget, 200)).ToList();
        return shown.Count == lines.Count ? shown : shown.Append($"and {lines.Count - shown.Count} more; widen with budget");
    }
}
