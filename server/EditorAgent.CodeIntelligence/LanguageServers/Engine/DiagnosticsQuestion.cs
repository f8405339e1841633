using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Diagnostics by file and enclosing declaration.</summary>
internal sealed class DiagnosticsQuestion(EngineTurn turn, TimeProvider time)
{
    private const int MostFiles = 150;

    private readonly DiagnosticSource source = new(turn, time);

    public async Task<CodeAnswer> AnswerAsync(DiagnosticsQuery query)
    {
        var isChanged = query.Scope == "changed" || (query.Scope is null && (turn.Session.Documents.Touched.Count > 0 || !turn.Texts.Buffers.IsEmpty));
        var scope = query.Scope is "changed" or null ? null : query.Scope;
        var files = turn.Sources.Where(path => turn.IsInScope(path, scope) && (!isChanged || this.IsChanged(path))).ToList();
        if (files.Count == 0)
        {
            return isChanged
                ? new CodeAnswer($"no {turn.Declaration.Name} file has changed")
                : CodeAnswer.Failed(CodeError.SymbolNotFound, $"there is no {turn.Declaration.Name} file in {query.Scope ?? "the workspace"}.");
        }

        var known = !isChanged && scope is null or "solution" && turn.Capabilities.HasOption(DiagnosticSource.PullMethod, "workspaceDiagnostics")
            ? await this.WholeAsync()
            : await this.CollectAsync(files);
        var least = query.Severity switch { "error" => 1, "info" => 3, _ => 2 };
        var found = known.Where(one => one.Severity <= least && (query.Ids.IsDefaultOrEmpty || query.Ids.Contains(one.Code, StringComparer.OrdinalIgnoreCase))).ToList();
        if (query.Since is not null)
        {
            turn.Gaps.Add("the server keeps no history: all diagnostics are told, not only new ones");
        }

        if (found.Count == 0)
        {
            return new CodeAnswer($"0 found{(turn.Gaps.Count == 0 ? "" : " in the covered part")} ({files.Count} files)");
        }

        turn.Places.AddRange(found.Select(one => new CodePlace(one.File.Path, one.Line)));
        var fitted = AnswerBudget.Fit([.. found.GroupBy(one => (one.File, one.Member)).Select(this.Item)], query.Budget, "scope or severity");
        var counts = string.Join(", ", found.GroupBy(one => one.SeverityName).Select(group => $"{group.Count()} {group.Key}"));
        return new CodeAnswer($"{fitted.Text}\n{counts} in {found.DistinctBy(one => one.File.Path).Count()} of {files.Count} files{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    /// <summary>What is known of a document, in our words; null when it is not known in time.</summary>
    public async Task<ImmutableArray<FoundDiagnostic>?> OfAsync(OpenDocument document, CancellationToken deadline)
    {
        if (await this.source.OfAsync(document, deadline) is not { } diagnostics)
        {
            return null;
        }

        ImmutableArray<CodeSymbol> symbols = diagnostics.IsEmpty || !turn.Capabilities.Has("textDocument/documentSymbol") ? [] : await this.SymbolsAsync(document);
        return
        [
            .. from diagnostic in diagnostics
               let at = document.File.OffsetOf(diagnostic.Range.Start, turn.Encoding)
               select FoundDiagnostic.Of(diagnostic, document.File, turn.Encoding, SymbolTree.MemberAround(symbols, at)?.FullName ?? "") into one
               orderby one.Line, one.Severity
               select one,
        ];
    }

    /// <summary>Of a server that can tell them for all files at once.</summary>
    private async Task<List<FoundDiagnostic>> WholeAsync()
    {
        var found = new List<FoundDiagnostic>();
        foreach (var report in await this.source.WholeAsync())
        {
            if (FileUri.PathOf(report.Uri ?? "") is not { } path || turn.Texts.Read(path) is not { } file)
            {
                continue;
            }

            ImmutableArray<LspDiagnostic> items = report.Items ?? [];
            ImmutableArray<CodeSymbol> symbols = items.IsEmpty ? [] : await turn.SymbolsAsync(path);
            found.AddRange(items.Select(one => FoundDiagnostic.Of(one, file, turn.Encoding, SymbolTree.MemberAround(symbols, file.OffsetOf(one.Range.Start, turn.Encoding))?.FullName ?? "")));
        }

        return [.. found.OrderBy(one => one.File.Path, StringComparer.Ordinal).ThenBy(one => one.Line)];
    }

    /// <summary>Of the text that the server has now, which need not be the one on disk.</summary>
    private async Task<ImmutableArray<CodeSymbol>> SymbolsAsync(OpenDocument document)
    {
        var answer = await turn.AskAsync("textDocument/documentSymbol", new TextDocumentParams(new TextDocumentIdentifier(document.Uri)));
        return SymbolTree.Of(answer, document.File, turn.Encoding);
    }

    private async Task<List<FoundDiagnostic>> CollectAsync(List<string> files)
    {
        var found = new List<FoundDiagnostic>();
        using var limit = this.source.Limit(turn.Patience);
        var pending = 0;
        foreach (var batch in files.Take(MostFiles).Chunk(20))
        {
            // All are told first, so that a server which publishes works on them at once.
            var documents = new List<OpenDocument>();
            foreach (var path in batch)
            {
                if (await turn.Session.Documents.EnsureAsync(path, turn.Cancellation) is { } document)
                {
                    documents.Add(document);
                }
            }

            foreach (var document in documents)
            {
                var known = limit.IsCancellationRequested ? null : await this.OfAsync(document, limit.Token);
                pending += known is null ? 1 : 0;
                found.AddRange(known ?? []);
            }
        }

        if (pending > 0)
        {
            turn.Gaps.Add($"{pending} files pending");
        }

        if (files.Count > MostFiles)
        {
            turn.Gaps.Add($"the first {MostFiles} of {files.Count} files; narrow with scope");
        }

        return found;
    }

    private bool IsChanged(string path) => turn.Session.Documents.Touched.Contains(path) || turn.Texts.Buffers.Contains(path);

    private AnswerItem Item(IGrouping<(SourceFile File, string Member), FoundDiagnostic> group)
    {
        var name = turn.NameOf(group.Key.File.Path);
        var member = group.Key.Member.Length > 0 ? group.Key.Member : "(file)";
        return new AnswerItem(turn.Declaration.Name, name, $"  {member}  {string.Join(", ", group.Select(one => $"{one.Line} {one.Code}"))}")
        {
            Header = turn.Header(group.Key.File),
            Source = $"  {member}\n{string.Join('\n', group.Select(one => $"    {one.Line} {one.SeverityName} {one.Code} {one.Message}"))}",
        };
    }
}
