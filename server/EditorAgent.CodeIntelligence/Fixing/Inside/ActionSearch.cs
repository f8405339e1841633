using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>Asks fixers and refactorings what they offer. One that fails is left out and counted.</summary>
internal sealed class ActionSearch(FixProviders providers)
{
    /// <summary>Refactorings look at a place, not at a line: so many names of a line are tried.</summary>
    private const int MostCarets = 6;

    private int failed;

    public int Failed => this.failed;

    public async Task<ImmutableArray<OfferedAction>> FixesAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var found = new List<OfferedAction>();
        foreach (var diagnostic in diagnostics)
        {
            foreach (var fixer in providers.For(diagnostic.Id, document.Project))
            {
                var actions = new List<CodeAction>();
                await this.AskAsync(
                    () => fixer.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => { lock (actions) { actions.Add(action); } }, cancellationToken)),
                    cancellationToken);
                var scopes = FixAllScopesOf(fixer);
                found.AddRange(actions.SelectMany(action => Flat(action, "")).Select(one => new OfferedAction(one.Title, fixer.GetType().FullName!, one.Action, document)
                {
                    Diagnostic = diagnostic,
                    Fixer = fixer,
                    Scopes = one.Action.EquivalenceKey is null ? [] : scopes,
                }));
            }
        }

        return [.. found.DistinctBy(one => one.Key)];
    }

    public async Task<ImmutableArray<OfferedAction>> RefactoringsAsync(Document document, TextSpan line, CancellationToken cancellationToken)
    {
        var found = new List<OfferedAction>();
        foreach (var span in await SpansAsync(document, line, cancellationToken))
        {
            foreach (var provider in providers.Refactorings)
            {
                var actions = new List<CodeAction>();
                await this.AskAsync(
                    () => provider.ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, action => { lock (actions) { actions.Add(action); } }, cancellationToken)),
                    cancellationToken);
                found.AddRange(actions.SelectMany(action => Flat(action, "")).Select(one => new OfferedAction(one.Title, provider.GetType().FullName!, one.Action, document)));
            }
        }

        return [.. found.DistinctBy(one => one.Key)];
    }

    private static ImmutableArray<FixAllScope> FixAllScopesOf(CodeFixProvider fixer) =>
        fixer.GetFixAllProvider() is { } all ? [.. all.GetSupportedFixAllScopes().Where(scope => scope is FixAllScope.Document or FixAllScope.Project)] : [];

    /// <summary>An action with others in it only opens a menu; one with options opens a dialog, which there is none to show.</summary>
    private static IEnumerable<(string Title, CodeAction Action)> Flat(CodeAction action, string menu)
    {
        var title = menu.Length == 0 ? action.Title : $"{menu} > {action.Title}";
        if (!action.NestedActions.IsEmpty)
        {
            return action.NestedActions.SelectMany(nested => Flat(nested, title));
        }

        return action is CodeActionWithOptions ? [] : [(title, action)];
    }

    private static async Task<ImmutableArray<TextSpan>> SpansAsync(Document document, TextSpan line, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken) is not { } root)
        {
            return [];
        }

        var tokens = root.DescendantTokens(line).Where(token => line.Contains(token.Span) && !token.Span.IsEmpty).ToList();
        if (tokens.Count == 0)
        {
            return [];
        }

        var carets = tokens.Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Take(MostCarets).Select(token => new TextSpan(token.SpanStart, 0));
        return [.. carets.Prepend(new TextSpan(tokens[0].SpanStart, 0)).Append(TextSpan.FromBounds(tokens[0].SpanStart, tokens[^1].Span.End)).Distinct()];
    }

    private async Task AskAsync(Func<Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Interlocked.Increment(ref this.failed);
        }
    }
}
