using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;

/// <summary>What the compiler, and if wanted the projects' analyzers, say about a part of the workspace.</summary>
public sealed class DiagnosticSearch(CodeSnapshot snapshot)
{
    /// <summary>Each leg binds in memory; more at once would only crowd each other out.</summary>
    private static readonly int Parallelism = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <param name="solution">The snapshot's, or its baseline.</param>
    /// <param name="projects">The legs to ask.</param>
    /// <param name="covers">Which documents count; a leg of which none counts is not asked. Null is all of every leg.</param>
    /// <param name="hasAnalyzers">Whether analyzers run; only in a trusted workspace are there any.</param>
    /// <param name="cancellationToken">When it is cancelled, the legs that are not done are named as pending.</param>
    public async Task<DiagnosticResult> FindAsync(
        Solution solution, IEnumerable<ProjectId> projects, Func<Document, bool>? covers, bool hasAnalyzers, CancellationToken cancellationToken)
    {
        var asked = projects.Select(solution.GetProject).OfType<Project>().ToList();
        var whole = asked.Where(project => !SnapshotDocuments.IsDegraded(snapshot, project)).ToList();
        var done = new ConcurrentDictionary<ProjectId, List<FoundDiagnostic>>();
        try
        {
            await Parallel.ForEachAsync(whole, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (project, token) =>
                done[project.Id] = await OfProjectAsync(project, covers, hasAnalyzers, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is done counts; the rest is pending.
        }

        var found = whole.SelectMany(project => done.GetValueOrDefault(project.Id) ?? [])
            .DistinctBy(one => (one.Diagnostic.Id, PathOf(one), one.Diagnostic.Location.SourceSpan, one.Key.Message))
            .OrderBy(one => one.Document is null)
            .ThenBy(PathOf, StringComparer.Ordinal)
            .ThenBy(one => one.Diagnostic.Location.SourceSpan.Start)
            .ThenBy(one => one.Diagnostic.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        return new DiagnosticResult(
            found,
            [.. asked.Except(whole).Select(project => project.Name)],
            [.. whole.Where(project => !done.ContainsKey(project.Id)).Select(project => project.Name)]);
    }

    private static string PathOf(FoundDiagnostic found) => found.Document is null ? found.Project.FilePath ?? found.Project.Name : ReferenceSearch.KeyOf(found.Document);

    private static async Task<List<FoundDiagnostic>> OfProjectAsync(Project project, Func<Document, bool>? covers, bool hasAnalyzers, CancellationToken cancellationToken)
    {
        var documents = covers is null ? null : project.Documents.Where(covers).ToList();
        if (documents is { Count: 0 })
        {
            return [];
        }

        var diagnostics = documents is null
            ? (await project.GetCompilationAsync(cancellationToken))!.GetDiagnostics(cancellationToken)
            : await OfDocumentsAsync(documents, cancellationToken);
        if (hasAnalyzers)
        {
            var covered = documents is null ? null : (await Task.WhenAll(documents.Select(document => document.GetSyntaxTreeAsync(cancellationToken)))).ToHashSet();
            diagnostics = diagnostics.AddRange((await AnalyzersAsync(project, cancellationToken)).Where(one => covered is null || covered.Contains(one.Location.SourceTree)));
        }

        var found = new List<FoundDiagnostic>();
        foreach (var diagnostic in diagnostics.Where(one => !one.IsSuppressed && one.Severity != DiagnosticSeverity.Hidden))
        {
            var document = diagnostic.Location.SourceTree is { } tree ? project.GetDocument(tree) : null;
            found.Add(new FoundDiagnostic(diagnostic, project, document, document is null ? "" : await MemberAsync(document, diagnostic, cancellationToken)));
        }

        return found;
    }

    private static async Task<ImmutableArray<Diagnostic>> OfDocumentsAsync(List<Document> documents, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var document in documents)
        {
            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            all.AddRange(model.GetDiagnostics(span: null, cancellationToken));
        }

        return all.ToImmutable();
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzersAsync(Project project, CancellationToken cancellationToken)
    {
        var analyzers = project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(project.Language)).ToImmutableArray();
        if (analyzers.IsEmpty)
        {
            return [];
        }

        // An analyzer that fails says so as AD0001, like in a build.
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var compilation = (await project.GetCompilationAsync(cancellationToken))!.WithAnalyzers(analyzers, options);
        return await compilation.GetAnalyzerDiagnosticsAsync(cancellationToken);
    }

    private static async Task<string> MemberAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        var node = root.FindNode(diagnostic.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        return EnclosingMember.Of(model, node, cancellationToken) is { } member ? SymbolNames.Short(member) : "";
    }
}
