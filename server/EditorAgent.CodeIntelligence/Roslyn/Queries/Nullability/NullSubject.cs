using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>What an analysis is about: a part of the workspace, symbols, or the frames of a stack trace.</summary>
internal sealed class NullSubject
{
    private ImmutableArray<string> members = [];
    private ImmutableHashSet<(string Path, int Line)> frameLines = [];

    public ImmutableArray<Document> Documents { get; private init; } = [];

    /// <summary>Something to say above the answer; null for nothing.</summary>
    public string? Remark { get; private init; }

    /// <summary>The frames that are of this workspace, innermost first; empty when no stack trace was given.</summary>
    public ImmutableArray<(Document Document, int Line, string Member)> Frames { get; private init; } = [];

    public CodeAnswer? Refusal { get; private init; }

    public static async Task<NullSubject> OfAsync(CodeSnapshot snapshot, NullAnalysisQuery query, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(query.Symbol))
        {
            return QueryScope.Find(snapshot, query.Scope, out var refusal) is { } scope
                ? new NullSubject { Documents = Once(snapshot, scope.Projects.SelectMany(project => project.Documents).Where(scope.Covers)) }
                : new NullSubject { Refusal = refusal };
        }

        var lookup = new SymbolLookup(snapshot);
        if (SymbolAddress.Parse(query.Symbol) is SymbolAddress.StackTrace trace)
        {
            return await OfTraceAsync(snapshot, trace, lookup, cancellationToken);
        }

        var resolved = await lookup.ResolveAsync(query.Symbol, cancellationToken);
        if (resolved.Refusal is not null)
        {
            return new NullSubject { Refusal = resolved.Refusal };
        }

        var documents = new List<Document>();
        foreach (var symbol in resolved.Symbols)
        {
            documents.AddRange(symbol.Symbol.DeclaringSyntaxReferences.Select(reference => snapshot.Solution.GetDocument(reference.SyntaxTree)).OfType<Document>());
            documents.AddRange(await NamingAsync(snapshot, symbol, cancellationToken));
        }

        return new NullSubject
        {
            Documents = Once(snapshot, documents),
            members = [.. resolved.Symbols.SelectMany(symbol => new[] { symbol.Name, NullableCopy.KeyOf(symbol.Symbol) })],
        };
    }

    /// <summary>Whether a finding is about it: it lies in a member that was asked for, or one gives its null.</summary>
    public bool IsAbout(NullFinding finding) =>
        this.members.IsEmpty || this.members.Any(member => finding.Member == member || finding.Source == member || finding.Member.StartsWith(member + ".", StringComparison.Ordinal));

    /// <summary>A stack trace tells which of several findings it was.</summary>
    public NullFinding Rank(NullFinding finding) => this.frameLines.Contains((finding.Document.FilePath!, finding.Line))
        ? finding with { Likelihood = finding.Likelihood + NullStrength.FrameLine }
        : this.frameLines.IsEmpty ? finding : finding with { Likelihood = finding.Likelihood + NullStrength.Frame };

    private static async Task<NullSubject> OfTraceAsync(CodeSnapshot snapshot, SymbolAddress.StackTrace trace, SymbolLookup lookup, CancellationToken cancellationToken)
    {
        var frames = ImmutableArray.CreateBuilder<(Document, int, string)>();
        foreach (var (frame, symbol) in await lookup.FramesAsync(trace, cancellationToken))
        {
            if (symbol.Symbol.DeclaringSyntaxReferences is [var declared, ..] && snapshot.Solution.GetDocument(declared.SyntaxTree) is { } document)
            {
                var line = frame.Line ?? (await DeclaredAt.PlaceAsync(symbol.Symbol, snapshot.Solution, cancellationToken))?.Place.Line ?? 1;
                frames.Add((document, line, SymbolNames.Short(SymbolNames.Shown(symbol.Symbol))));
            }
        }

        if (frames.Count == 0)
        {
            return new NullSubject { Refusal = CodeAnswer.Failed(CodeError.SymbolNotFound, $"none of the {trace.Frames.Length} frames is of this workspace. {snapshot.Coverage}") };
        }

        return new NullSubject
        {
            Documents = Once(snapshot, frames.Select(frame => frame.Item1)),
            Remark = trace.Headline,
            Frames = frames.ToImmutable(),
            members = [.. frames.Select(frame => frame.Item3).Distinct()],
            frameLines = [.. frames.Select(frame => (frame.Item1.FilePath!, frame.Item2))],
        };
    }

    /// <summary>Documents that write the symbol's name, in its own project and those that see it.</summary>
    private static async Task<List<Document>> NamingAsync(CodeSnapshot snapshot, ResolvedSymbol symbol, CancellationToken cancellationToken)
    {
        var naming = new List<Document>();
        if (symbol.Symbol is INamedTypeSymbol || symbol.Symbol.Name.StartsWith('.'))
        {
            return naming;
        }

        var dependants = snapshot.Solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(symbol.Project.Id).Append(symbol.Project.Id).ToHashSet();
        foreach (var document in SnapshotDocuments.Projects(snapshot).Where(project => dependants.Contains(project.Id)).SelectMany(project => project.Documents))
        {
            if ((await document.GetTextAsync(cancellationToken)).ToString().Contains(symbol.Symbol.Name, StringComparison.Ordinal))
            {
                naming.Add(document);
            }
        }

        return naming;
    }

    /// <summary>One leg of each file, a whole one; nothing that a build wrote.</summary>
    private static ImmutableArray<Document> Once(CodeSnapshot snapshot, IEnumerable<Document> documents) =>
    [
        .. documents
            .Where(document => document is not SourceGeneratedDocument && document.FilePath is { } path && !IsBuilt(path) && !SnapshotDocuments.IsDegraded(snapshot, document.Project))
            .DistinctBy(document => document.FilePath),
    ];

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Contains("obj");
}
