using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// Which diagnostics came and went with an edit: of the edited files and of the opened files that name one of their declarations. The server
/// is told the texts before the edit, asked, told the texts after it, and asked again; so it need not remember anything.
/// </summary>
internal sealed class DeltaQuestion
{
    private const int MostDependants = 20;
    private const int MostNamed = 30;

    private readonly EngineTurn turn;
    private readonly DiagnosticSource source;
    private readonly DiagnosticsQuestion diagnostics;

    public DeltaQuestion(EngineTurn turn, TimeProvider time)
    {
        this.turn = turn;
        this.source = new DiagnosticSource(turn, time);
        this.diagnostics = new DiagnosticsQuestion(turn, time);
    }

    public async Task<CodeAnswer> AnswerAsync(DeltaQuery query)
    {
        var files = query.Files.Where(file => this.turn.Declaration.LanguageOf(file.Path) is not null).ToList();
        if (files.Count == 0)
        {
            return new CodeAnswer($"no {this.turn.Declaration.Name} file was changed");
        }

        using var limit = this.source.Limit(TimeSpan.FromMilliseconds(Math.Max(100, query.DeadlineMilliseconds)));
        var dependants = await this.DependantsAsync(files);
        var before = await this.LookAsync(files, file => file.OldText, dependants, limit.Token);
        var after = await this.LookAsync(files, file => file.NewText, dependants, limit.Token);
        foreach (var file in files)
        {
            // What is there now is what counts from here on.
            await this.turn.Session.Documents.EnsureAsync(file.Path, this.turn.Cancellation);
        }

        return new CodeAnswer(this.Tell(before, after));
    }

    private async Task<Dictionary<string, ImmutableArray<FoundDiagnostic>?>> LookAsync(
        List<WrittenFile> files, Func<WrittenFile, string?> textOf, ImmutableArray<string> dependants, CancellationToken deadline)
    {
        var documents = new List<OpenDocument>();
        foreach (var file in files)
        {
            if (textOf(file) is not { } text)
            {
                await this.turn.Session.Documents.CloseAsync(file.Path, this.turn.Cancellation);
                continue;
            }

            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            documents.Add(await this.turn.Session.Documents.TellAsync(SourceFile.Imagined(file.Path, lines), this.turn.Cancellation));
        }

        var mark = this.turn.Session.State.Published.Mark;
        foreach (var path in dependants)
        {
            if (await this.turn.Session.Documents.EnsureAsync(path, this.turn.Cancellation) is { } document)
            {
                documents.Add(document with { Mark = Math.Min(document.Mark, mark) });
            }
        }

        var known = new Dictionary<string, ImmutableArray<FoundDiagnostic>?>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            known[document.File.Path] = deadline.IsCancellationRequested ? null : await this.diagnostics.OfAsync(document, deadline);
        }

        return known;
    }

    /// <summary>Opened files that hold a name which an edited file declares.</summary>
    private async Task<ImmutableArray<string>> DependantsAsync(List<WrittenFile> files)
    {
        var edited = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in edited)
        {
            names.UnionWith(SymbolTree.Flatten(await this.turn.SymbolsAsync(path)).Select(symbol => symbol.Name).Where(name => name.Length > 2));
        }

        return
        [
            .. this.turn.Session.Documents.Open.Where(document => !edited.Contains(document.File.Path))
                .Where(document => names.Any(name => document.File.Text.Contains(name, StringComparison.Ordinal)))
                .OrderByDescending(document => document.LastUse).Select(document => document.File.Path).Take(MostDependants),
        ];
    }

    private string Tell(Dictionary<string, ImmutableArray<FoundDiagnostic>?> before, Dictionary<string, ImmutableArray<FoundDiagnostic>?> after)
    {
        var pending = after.Where(file => file.Value is null).Select(file => this.turn.NameOf(file.Key))
            .Concat(before.Where(file => file.Value is null).Select(file => this.turn.NameOf(file.Key))).Distinct().ToList();
        if (pending.Count > 0)
        {
            this.turn.Gaps.Add($"pending: {string.Join(", ", pending.Take(5))}{(pending.Count > 5 ? $" and {pending.Count - 5} more" : "")}");
        }

        bool IsKnown(FoundDiagnostic one) => before.GetValueOrDefault(one.File.Path, []) is not null && after.GetValueOrDefault(one.File.Path, []) is not null && one.Severity <= 2;
        var old = before.Values.SelectMany(found => found ?? []).Where(IsKnown).ToList();
        var now = after.Values.SelectMany(found => found ?? []).Where(IsKnown).ToList();
        var came = Without(now, old);
        var went = Without(old, now);
        var lines = came.Take(MostNamed).Select(one => $"new: {this.turn.NameOf(one.File.Path)}:{one.Line} {one.SeverityName} {one.Code} {one.Message}")
            .Concat(came.Count > MostNamed ? [$"and {came.Count - MostNamed} more new"] : [])
            .Concat(went.Take(MostNamed).Select(one => $"fixed: {this.turn.NameOf(one.File.Path)}:{one.Line} {one.Code} {one.Message}"))
            .Concat(went.Count > MostNamed ? [$"and {went.Count - MostNamed} more fixed"] : []);
        this.turn.Places.AddRange(came.Select(one => new CodePlace(one.File.Path, one.Line)));
        var detail = string.Join('\n', lines);
        return $"diagnostics: fixed {went.Count}; new {came.Count}; unchanged {now.Count - came.Count} ({after.Count} files){(detail.Length > 0 ? "\n" + detail : "")}";
    }

    private static List<FoundDiagnostic> Without(List<FoundDiagnostic> all, List<FoundDiagnostic> known)
    {
        var left = known.GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Count());
        return all.Where(one => left.GetValueOrDefault(one.Key) is var count && (count == 0 || (left[one.Key] = count - 1) < 0)).ToList();
    }
}
