using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>Lets an action work out its solution, alone or for everything alike, and turns that into a proposal.</summary>
internal static class ActionOutcome
{
    /// <returns>Null when the action cannot be done in that scope.</returns>
    public static async Task<CodeAction?> InScopeAsync(OfferedAction offer, string scope, FixProviders providers, CancellationToken cancellationToken)
    {
        if (scope == "one")
        {
            return offer.Action;
        }

        var wanted = scope == "file" ? FixAllScope.Document : FixAllScope.Project;
        if (offer.Fixer is not { } fixer || offer.Diagnostic is not { } diagnostic || !offer.Scopes.Contains(wanted) || fixer.GetFixAllProvider() is not { } all)
        {
            return null;
        }

        var source = new DiagnosticSource(providers, FixProviders.IsCompilers(diagnostic.Id) ? null : diagnostic.Id);
        var context = new FixAllContext(offer.Document, fixer, wanted, offer.Action.EquivalenceKey!, [diagnostic.Id], source, cancellationToken);
        return await all.GetFixAsync(context);
    }

    public static async Task<EditProposal> ProposeAsync(CodeAction action, string title, Solution solution, EffectiveFiles files, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        if (operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution is not { } changed)
        {
            return Refused(CodeAnswer.Failed(CodeError.Unsupported, $"'{title}' changes no text; it cannot be done here"));
        }

        var merged = await MergedDocuments.OfAsync(solution, changed, files, cancellationToken);
        return merged.Refusal is { } refusal
            ? Refused(refusal)
            : new EditProposal($"{title}: {merged.Files.Length} file{(merged.Files.Length == 1 ? "" : "s")}") { Files = merged.Files };
    }

    public static EditProposal Refused(CodeAnswer refusal) => new("") { Refusal = refusal };
}
