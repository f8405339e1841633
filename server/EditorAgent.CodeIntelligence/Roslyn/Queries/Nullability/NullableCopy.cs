using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>
/// A copy of the solution, in memory only, in which projects without nullable annotations are analysed as if they had them: first every
/// reference is taken as not null, then what is seen to return, keep or pass on null is marked, and again, until nothing new is seen. Lines
/// stay where they are.
/// </summary>
internal sealed class NullableCopy
{
    private const int MostRounds = 4;

    private static readonly string[] Traces = ["null", "default", "OrDefault", " as ", "?."];

    private readonly CodeSnapshot snapshot;
    private readonly ImmutableHashSet<ProjectId> unannotated;
    private readonly Dictionary<string, NullSource> sources = new(StringComparer.Ordinal);

    public NullableCopy(CodeSnapshot snapshot, IEnumerable<Project> projects)
    {
        this.snapshot = snapshot;
        this.unannotated = projects.Where(project => !NullableDiagnostics.IsEnabled(project)).Select(project => project.Id).ToImmutableHashSet();
        this.Solution = this.unannotated.Aggregate(snapshot.Solution, Enable);
    }

    public Solution Solution { get; private set; }

    public bool IsUnannotated(ProjectId project) => this.unannotated.Contains(project);

    /// <summary>Why a symbol can be null, when the analysis has seen it.</summary>
    public NullSource? SourceOf(ISymbol symbol) => this.sources.GetValueOrDefault(KeyOf(symbol));

    public async Task InferAsync(CancellationToken cancellationToken)
    {
        foreach (var project in this.Solution.GetProjectDependencyGraph().GetTopologicallySortedProjects(cancellationToken).Where(this.unannotated.Contains))
        {
            var words = Traces.ToImmutableArray();
            for (var round = 0; round < MostRounds && !words.IsEmpty; round++)
            {
                words = await this.RoundAsync(project, words, cancellationToken);
            }
        }
    }

    private static Solution Enable(Solution solution, ProjectId id)
    {
        var project = solution.GetProject(id)!;
        var options = ((CSharpCompilationOptions)project.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable);
        var kept = options.SpecificDiagnosticOptions.Where(pair => !NullableDiagnostics.IsNullable(pair.Key));
        var enabled = solution.WithProjectCompilationOptions(id, options.WithSpecificDiagnosticOptions(kept));
        return project.ParseOptions is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp9 } parse
            ? enabled.WithProjectParseOptions(id, parse.WithLanguageVersion(LanguageVersion.CSharp9))
            : enabled;
    }

    /// <returns>The names whose uses the next round has to look at; none when nothing new was seen.</returns>
    private async Task<ImmutableArray<string>> RoundAsync(ProjectId id, ImmutableArray<string> words, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<DocumentId, SortedSet<int>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in this.Solution.GetProject(id)!.Documents)
        {
            var text = (await document.GetTextAsync(cancellationToken)).ToString();
            if (!words.Any(word => text.Contains(word, StringComparison.Ordinal)))
            {
                continue;
            }

            var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            foreach (var diagnostic in await NullableDiagnostics.OfAsync(document, cancellationToken))
            {
                var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
                foreach (var symbol in NullTargets.Of(model, diagnostic, node, cancellationToken))
                {
                    this.sources.TryAdd(KeyOf(symbol), this.Reason(symbol, diagnostic, document, node, model, cancellationToken));
                    foreach (var type in NullTargets.Types(symbol, cancellationToken))
                    {
                        if (this.Solution.GetDocument(type.SyntaxTree) is { } declaring && this.unannotated.Contains(declaring.Project.Id))
                        {
                            changes.TryAdd(declaring.Id, []);
                            changes[declaring.Id].Add(type.Span.End);
                            names.Add(symbol is IParameterSymbol parameter ? parameter.ContainingSymbol.ContainingType?.Name ?? parameter.Name : symbol.Name.Split('.')[^1]);
                        }
                    }
                }
            }
        }

        foreach (var (document, ends) in changes)
        {
            var text = await this.Solution.GetDocument(document)!.GetTextAsync(cancellationToken);
            this.Solution = this.Solution.WithDocumentText(document, text.WithChanges(ends.Select(end => new TextChange(new TextSpan(end, 0), "?"))));
        }

        return [.. names];
    }

    private NullSource Reason(ISymbol symbol, Diagnostic diagnostic, Document document, SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
        var place = $"{PathNames.FromRoot(this.snapshot.Root, document.FilePath ?? document.Name)}:{line}";
        var isLiteral = node.DescendantNodesAndSelf().Any(inner => inner.RawKind is (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression);
        var name = symbol is IParameterSymbol parameter ? parameter.Name : SymbolNames.Short(symbol);
        return symbol switch
        {
            IParameterSymbol => new NullSource(
                $"{(EnclosingMember.Of(model, node, cancellationToken) is { } caller ? SymbolNames.Short(caller) : "a caller")} passes {(isLiteral ? "null" : "what may be null")} as '{name}' ({place})",
                isLiteral ? NullStrength.Passed : NullStrength.Assigned,
                KeyOf(symbol)),
            _ when diagnostic.Id == NullableDiagnostics.Return => new NullSource(
                $"{name} {(isLiteral ? "returns null" : "can return null")} ({place})", isLiteral ? NullStrength.Returned : NullStrength.Passed, KeyOf(symbol)),
            _ => new NullSource($"{name} is set to {(isLiteral ? "null" : "what may be null")} ({place})", NullStrength.Assigned, KeyOf(symbol)),
        };
    }

    /// <summary>The same for a symbol of the snapshot and of the copy.</summary>
    public static string KeyOf(ISymbol symbol) => symbol is IParameterSymbol parameter
        ? $"{KeyOf(parameter.ContainingSymbol)}/{parameter.Name}"
        : symbol.OriginalDefinition.GetDocumentationCommentId() ?? SymbolNames.Full(symbol.OriginalDefinition);
}
