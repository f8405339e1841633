using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>What the compiler says about a part of the workspace, all of it or what is new since the session began.</summary>
public sealed class DiagnosticsQuestion(TimeProvider time)
{
    private const string Changed = "changed";
    private const string Session = "session";
    private const int MostFixed = 20;

    public Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, DiagnosticsQuery query, CancellationToken cancellationToken) =>
        Question.AnswerAsync(snapshot, "the diagnostics", time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, DiagnosticsQuery query, CancellationToken cancellationToken)
    {
        if (query.Since is not (null or Session))
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"since can be '{Session}' or absent, not '{query.Since}'.");
        }

        if (Enum.TryParse<DiagnosticSeverity>(query.Severity, ignoreCase: true, out var least) is false)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"severity can be error, warning or info, not '{query.Severity}'.");
        }

        var changed = await ChangedDocuments.OfAsync(snapshot, cancellationToken);
        var isChanged = query.Scope == Changed || (string.IsNullOrWhiteSpace(query.Scope) && !changed.Projects.IsEmpty);
        if (QueryScope.Find(snapshot, isChanged ? null : query.Scope, out var refusal) is not { } scope)
        {
            return refusal!;
        }

        var projects = scope.Projects.Select(project => project.Id).Where(id => !isChanged || changed.Projects.Contains(id)).ToImmutableArray();
        Func<Document, bool>? covers = isChanged ? document => changed.Paths.Contains(document.FilePath ?? "") : scope.HasWholeProjects ? null : scope.Covers;
        var search = new DiagnosticSearch(snapshot);
        return query.Since is null
            ? await AllAsync(snapshot, query, least, await search.FindAsync(snapshot.Solution, projects, covers, query.HasAnalyzers, cancellationToken))
            : await NewAsync(snapshot, query, least, search, isChanged ? projects : [.. projects.Where(changed.Affected.Contains)], covers, cancellationToken);
    }

    private static async Task<CodeAnswer> AllAsync(CodeSnapshot snapshot, DiagnosticsQuery query, DiagnosticSeverity least, DiagnosticResult result)
    {
        var shown = result.Found.Where(one => IsWanted(one, query, least)).ToImmutableArray();
        var items = await DiagnosticItems.OfAsync(shown, "", new Quotations(snapshot), CancellationToken.None);
        return With(new AnswerText(snapshot, query.Budget), result)
            .Build(items, DiagnosticItems.Count(shown) + (shown.IsEmpty && !snapshot.Coverage.IsComplete ? " in the covered part" : ""), "scope or ids", !result.Pending.IsEmpty);
    }

    private static async Task<CodeAnswer> NewAsync(
        CodeSnapshot snapshot,
        DiagnosticsQuery query,
        DiagnosticSeverity least,
        DiagnosticSearch search,
        ImmutableArray<ProjectId> projects,
        Func<Document, bool>? covers,
        CancellationToken cancellationToken)
    {
        var now = await search.FindAsync(snapshot.Solution, projects, covers, query.HasAnalyzers, cancellationToken);
        var then = await search.FindAsync(snapshot.Baseline ?? snapshot.Solution, projects, covers, query.HasAnalyzers, cancellationToken);
        var pending = now.Pending.Union(then.Pending).ToHashSet();
        var before = Wanted(then).GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Count());
        var added = ImmutableArray.CreateBuilder<FoundDiagnostic>();
        var same = new List<FoundDiagnostic>();
        foreach (var one in Wanted(now))
        {
            if (before.TryGetValue(one.Key, out var left) && left > 0)
            {
                before[one.Key] = left - 1;
                same.Add(one);
            }
            else
            {
                added.Add(one);
            }
        }

        var gone = Wanted(then).Where(one => before.TryGetValue(one.Key, out var left) && left > 0 && (before[one.Key] = left - 1) >= 0).ToList();
        var items = await DiagnosticItems.OfAsync(added.ToImmutable(), " [new]", new Quotations(snapshot), CancellationToken.None);
        var fixedOnes = gone.Count == 0
            ? "nothing"
            : string.Join(", ", gone.Take(MostFixed).Select(one => $"{one.Diagnostic.Id} {Path.GetFileName(one.Key.Path)}:{one.Diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}"))
                + (gone.Count > MostFixed ? $" and {gone.Count - MostFixed} more" : "");
        return With(new AnswerText(snapshot, query.Budget), now with { Pending = [.. pending] })
            .Build(items, $"new: {added.Count} · fixed: {fixedOnes} · unchanged: {DiagnosticItems.Count(same)}", "scope or ids", pending.Count > 0);

        IEnumerable<FoundDiagnostic> Wanted(DiagnosticResult result) =>
            result.Found.Where(one => !pending.Contains(one.Project.Name) && IsWanted(one, query, least));
    }

    private static bool IsWanted(FoundDiagnostic found, DiagnosticsQuery query, DiagnosticSeverity least) =>
        found.Diagnostic.Severity >= least && (query.Ids.IsEmpty || query.Ids.Contains(found.Diagnostic.Id, StringComparer.OrdinalIgnoreCase));

    private static AnswerText With(AnswerText text, DiagnosticResult result) =>
        text.Note(result.Degraded.IsEmpty ? null : $"not told, because their references are missing: {string.Join(", ", result.Degraded)}")
            .Note(result.Pending.IsEmpty ? null : $"pending: {string.Join(", ", result.Pending)}");
}
