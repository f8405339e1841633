using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>Answers what can be done at a place or about a diagnostic, and works out what was chosen. Keeps the last list, for its ids.</summary>
internal sealed class CodeActions(string sdkDirectory)
{
    private readonly FixProviders providers = new(sdkDirectory);
    private volatile ActionList? last;

    public async Task<CodeAnswer> ListAsync(CodeActionsQuery query, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var (list, refusal) = await this.FindAsync(query, snapshot, cancellationToken);
        if (list is null)
        {
            return refusal!;
        }

        this.last = list;
        return new CodeAnswer(this.Text(list, query.Budget, snapshot)) { Places = list.Place is { } place ? [place] : [] };
    }

    public async Task<EditProposal> ApplyAsync(ApplyCodeActionQuery query, CodeSnapshot snapshot, ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        if (query.Scope is not ("one" or "file" or "project"))
        {
            return ActionOutcome.Refused(CodeAnswer.Failed(CodeError.Failed, $"there is no scope '{query.Scope}'; use one, file or project"));
        }

        if (this.last is not { } list || !list.TryGet(query.Id, out var index))
        {
            return ActionOutcome.Refused(CodeAnswer.Failed(CodeError.Failed, $"there is no action {query.Id} in the last list; ask code_actions first"));
        }

        var offer = list.Offers[index];
        if (list.Solution != snapshot.Solution)
        {
            // The code has changed since: the same offer is looked for in what it is now.
            var (fresh, _) = await this.FindAsync(list.Query, snapshot, cancellationToken);
            var again = fresh?.Offers.FirstOrDefault(one => one.Key == offer.Key);
            if (again is null)
            {
                return ActionOutcome.Refused(CodeAnswer.Failed(CodeError.Conflict, $"the code has changed and '{offer.Title}' is not offered any more; ask code_actions again"));
            }

            offer = again;
        }

        try
        {
            var action = await ActionOutcome.InScopeAsync(offer, query.Scope, this.providers, cancellationToken);
            return action is null
                ? ActionOutcome.Refused(CodeAnswer.Failed(CodeError.Unsupported, $"'{offer.Title}' cannot be done for a whole {query.Scope}; use scope=one"))
                : await ActionOutcome.ProposeAsync(action, offer.Title, snapshot.Solution, new EffectiveFiles(snapshot.Root, buffers), cancellationToken);
        }
        catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return ActionOutcome.Refused(CodeAnswer.Failed(CodeError.Unsupported, $"'{offer.Title}' failed: {failure.Message.Split('\n')[0]}"));
        }
    }

    private async Task<(ActionList? List, CodeAnswer? Refusal)> FindAsync(CodeActionsQuery query, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var search = new ActionSearch(this.providers);
        if (query.Place is { Length: > 0 } place)
        {
            var (document, line, refusal) = await ActionPlaces.AtAsync(place, snapshot, cancellationToken);
            if (document is null)
            {
                return (null, refusal);
            }

            var source = new DiagnosticSource(this.providers, AnalyzerId(query.DiagnosticId));
            var diagnostics = (await source.InAsync(document, cancellationToken)).Where(one => one.Location.SourceSpan.IntersectsWith(line) && Asked(one)).ToList();
            var fixes = await search.FixesAsync(document, Ordered(diagnostics), cancellationToken);
            var refactorings = query.DiagnosticId is null ? await search.RefactoringsAsync(document, line, cancellationToken) : [];
            return (new ActionList(query, snapshot.Solution, [.. fixes, .. refactorings]) { Failed = search.Failed }, null);
        }

        if (query.DiagnosticId is not { Length: > 0 } id)
        {
            return (null, CodeAnswer.Failed(CodeError.Failed, "code_actions needs a place (path:line) or a diagnostic id with a scope"));
        }

        return await this.FindByIdAsync(id, query, snapshot, search, cancellationToken);

        // A fixer may go by a second id that its analyzer reports at the same place.
        bool Asked(Diagnostic one) => query.DiagnosticId is not { } wanted || one.Id == wanted || (AnalyzerId(wanted) is not null && !FixProviders.IsCompilers(one.Id));
    }

    private async Task<(ActionList? List, CodeAnswer? Refusal)> FindByIdAsync(
        string id, CodeActionsQuery query, CodeSnapshot snapshot, ActionSearch search, CancellationToken cancellationToken)
    {
        var source = new DiagnosticSource(this.providers, AnalyzerId(id));
        foreach (var document in ActionPlaces.InScope(query.Scope, snapshot))
        {
            var found = (await source.InAsync(document, cancellationToken))
                .Where(one => one.Id == id || (AnalyzerId(id) is not null && !FixProviders.IsCompilers(one.Id))).ToList();
            if (found.All(one => one.Id != id))
            {
                continue;
            }

            var offers = await search.FixesAsync(document, Ordered(found).DistinctBy(one => one.Id), cancellationToken);
            if (offers.IsEmpty)
            {
                continue;
            }

            var line = found.First(one => one.Id == id).Location.GetLineSpan().StartLinePosition.Line + 1;
            return (new ActionList(query, snapshot.Solution, offers) { Failed = search.Failed, Place = new CodePlace(document.FilePath!, line) }, null);
        }

        return (new ActionList(query, snapshot.Solution, []) { Failed = search.Failed }, null);
    }

    private static string? AnalyzerId(string? id) => id is null || FixProviders.IsCompilers(id) ? null : id;

    private static IEnumerable<Diagnostic> Ordered(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderByDescending(one => one.Severity).ThenBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal);

    private string Text(ActionList list, int budget, CodeSnapshot snapshot)
    {
        var coverage = $"{snapshot.Coverage} · fixers of SDK {Path.GetFileName(sdkDirectory)}";
        var text = new StringBuilder();
        if (list.Place is { } place)
        {
            text.Append(CultureInfo.InvariantCulture, $"first at {PathNames.FromRoot(snapshot.Root, place.Path)}:{place.Line}\n");
        }

        var shown = 0;
        foreach (var offer in list.Offers)
        {
            var scopes = offer.Scopes.IsEmpty ? "" : "  fix-all: " + string.Join(", ", offer.Scopes.Select(scope => scope == Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Document ? "file" : "project"));
            var line = $"{ActionList.IdOf(shown),-4}{(offer.Diagnostic is { } one ? $"{one.Id,-8}" : "")}{offer.Title}{scopes}\n";
            if (shown > 0 && text.Length + line.Length + coverage.Length > budget)
            {
                break;
            }

            text.Append(line);
            shown++;
        }

        if (list.Offers.IsEmpty)
        {
            text.Append(list.Query.DiagnosticId is { Length: > 0 } id ? $"{id} is not reported {(list.Query.Scope is { Length: > 0 } scope ? $"in {scope}" : "there")}, or has no fix\n" : "no code action at this line\n");
        }
        else if (shown < list.Offers.Length)
        {
            text.Append(CultureInfo.InvariantCulture, $"{list.Offers.Length - shown} more not shown (budget); name a diagnostic id to see fewer\n");
        }

        if (list.Failed > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{list.Failed} providers failed and were left out\n");
        }

        return text.Append(coverage).ToString();
    }
}
