using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>The diagnostics that fixers work on: the compiler's, and for one id of an analyzer that analyzer's.</summary>
/// <param name="providers">Where analyzers come from.</param>
/// <param name="id">An analyzer's id when it is asked for; else null, and no analyzer runs.</param>
internal sealed class DiagnosticSource(FixProviders providers, string? id) : FixAllContext.DiagnosticProvider
{
    /// <summary>Of one document, suggestions of the compiler included.</summary>
    public async Task<ImmutableArray<Diagnostic>> InAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return [];
        }

        var analyzers = id is null ? [] : providers.AnalyzersFor(id, document.Project);
        if (analyzers.IsEmpty)
        {
            return [.. model.GetDiagnostics(cancellationToken: cancellationToken).Where(one => !one.IsSuppressed)];
        }

        var run = Run(model.Compilation, document.Project, analyzers);
        return
        [
            .. await run.GetAnalyzerSyntaxDiagnosticsAsync(model.SyntaxTree, cancellationToken),
            .. await run.GetAnalyzerSemanticDiagnosticsAsync(model, null, cancellationToken),
        ];
    }

    public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        await this.InAsync(document, cancellationToken);

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<Diagnostic>>([]);

    public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken) is not { } compilation)
        {
            return [];
        }

        var analyzers = id is null ? [] : providers.AnalyzersFor(id, project);
        return analyzers.IsEmpty
            ? compilation.GetDiagnostics(cancellationToken).Where(one => !one.IsSuppressed)
            : await Run(compilation, project, analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
    }

    /// <summary>An id that is off by default is on when somebody asks for it.</summary>
    private CompilationWithAnalyzers Run(Compilation compilation, Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var descriptor = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).First(one => one.Id == id);
        var options = descriptor.IsEnabledByDefault
            ? compilation.Options
            : compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItem(id!, ReportDiagnostic.Warn));
        return compilation.WithOptions(options).WithAnalyzers(
            analyzers, new CompilationWithAnalyzersOptions(project.AnalyzerOptions, (_, _, _) => { }, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
    }
}
