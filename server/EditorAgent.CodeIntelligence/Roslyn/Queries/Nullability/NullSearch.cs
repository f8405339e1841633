using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>Finds where null can be dereferenced, with the reason for each.</summary>
internal sealed class NullSearch(CodeSnapshot snapshot, NullableCopy copy)
{
    /// <param name="documents">Of the snapshot.</param>
    /// <param name="cancellationToken">When it is cancelled, what was found until then is returned as partial.</param>
    public async Task<(ImmutableArray<NullFinding> Findings, bool IsPartial)> FindAsync(IEnumerable<Document> documents, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<NullFinding>();
        var isPartial = false;
        try
        {
            await copy.InferAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isPartial = true;
        }

        try
        {
            foreach (var document in documents)
            {
                found.AddRange(await OfDocumentAsync(document, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isPartial = true;
        }

        return (found.ToImmutable(), isPartial);
    }

    private async Task<List<NullFinding>> OfDocumentAsync(Document original, CancellationToken cancellationToken)
    {
        var document = copy.Solution.GetDocument(original.Id)!;
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        var lines = LineMap.Of((await document.GetTextAsync(cancellationToken)).ToString());
        var isUnannotated = copy.IsUnannotated(document.Project.Id);
        var found = new List<NullFinding>();
        foreach (var diagnostic in await NullableDiagnostics.OfAsync(document, cancellationToken))
        {
            if (isUnannotated && !NullableDiagnostics.IsThrowing(diagnostic.Id))
            {
                continue;
            }

            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (isUnannotated && diagnostic.Id == NullableDiagnostics.Argument && !IsForeign(model, node, cancellationToken))
            {
                continue;
            }

            var source = NullableDiagnostics.IsThrowing(diagnostic.Id) ? new NullExplanation(copy, model, cancellationToken).Of(node) : new NullSource("", NullStrength.Possible, "");
            var member = EnclosingMember.Of(model, node, cancellationToken) is { } enclosing ? SymbolNames.Short(enclosing) : "(outside of types)";
            found.Add(new NullFinding(original, lines.LineOf(diagnostic.Location.SourceSpan.Start), member, diagnostic.Id, Message(diagnostic, node, source), source.Strength, source.Symbol));
        }

        return found;
    }

    /// <summary>Whether an argument leaves what is analysed: in there the dereference itself is the finding.</summary>
    private bool IsForeign(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        var call = node.AncestorsAndSelf().FirstOrDefault(outer => outer is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax);
        var called = call is null ? null : model.GetSymbolInfo(call, cancellationToken).Symbol;
        return called is null || !called.OriginalDefinition.DeclaringSyntaxReferences.Any(reference =>
            copy.Solution.GetDocument(reference.SyntaxTree) is { } declaring && copy.IsUnannotated(declaring.Project.Id) && snapshot.Solution.GetDocument(declaring.Id) is not null);
    }

    private static string Message(Diagnostic diagnostic, SyntaxNode node, NullSource source)
    {
        var because = source.Text.Length > 0 ? $": {source.Text}" : "";
        return diagnostic.Id switch
        {
            NullableDiagnostics.Dereference => $"'{Shortened(node)}' may be null here{because}",
            NullableDiagnostics.Argument => $"'{Shortened(node is ArgumentSyntax argument ? argument.Expression : node)}' may be null as an argument{because}",
            _ => diagnostic.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.') + because,
        };
    }

    private static string Shortened(SyntaxNode node)
    {
        var text = node.WithoutTrivia().NormalizeWhitespace().ToString();
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
