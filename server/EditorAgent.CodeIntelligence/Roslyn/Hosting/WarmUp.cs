using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>
/// Computes what the first questions after a load would have to wait for: parses, runs generators, binds, builds the search indexes. The project of the
/// active file comes first, then those that use it, then the rest. It stops at the memory ceiling, and a step begins only when nobody asks.
/// </summary>
internal sealed partial class WarmUp(CodeWorkspace workspace, DiagnosticsDelta delta, QueryTraffic traffic, ILogger logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? ending;
    private Task running = Task.CompletedTask;

    /// <summary>Ends when the last begun warm-up has.</summary>
    public Task Running => this.running;

    /// <summary>Begins anew, for what was just loaded.</summary>
    /// <param name="activeFile">Absolute; null when none is known.</param>
    public void Start(string? activeFile)
    {
        lock (this.gate)
        {
            this.ending?.Cancel();
            this.ending = new CancellationTokenSource();
            var (before, token) = (this.running, this.ending.Token);
            this.running = Task.Run(() => this.RunAsync(before, activeFile, token), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (this.gate)
        {
            this.ending?.Cancel();
            last = this.running;
        }

        await last;
        this.ending?.Dispose();
    }

    private async Task RunAsync(Task before, string? activeFile, CancellationToken cancellationToken)
    {
        try
        {
            await before;
            workspace.ReadBaseline(cancellationToken);
            if (await workspace.CurrentAsync(cancellationToken) is { } snapshot)
            {
                await this.PrepareAsync(snapshot, activeFile, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            this.LogFailure(failure);
        }
    }

    private async Task PrepareAsync(CodeSnapshot snapshot, string? activeFile, CancellationToken cancellationToken)
    {
        foreach (var id in Order(snapshot.Solution, activeFile))
        {
            await traffic.QuietAsync(cancellationToken);
            if (!await workspace.TrimAsync(cancellationToken))
            {
                return;
            }

            await PrepareAsync(snapshot.Solution.GetProject(id)!, cancellationToken);
            if (activeFile is not null && snapshot.Solution.GetDocumentIdsWithFilePath(activeFile).Any(document => document.ProjectId == id))
            {
                await delta.PrepareAsync(snapshot, [activeFile], cancellationToken);
            }
        }
    }

    /// <summary>What a name search and a reference search need: declarations bound, and the indexes of names; the rest of the latter is code that has run once.</summary>
    private static async Task PrepareAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken);
        compilation!.GetDeclarationDiagnostics(cancellationToken);
        await SymbolFinder.FindSourceDeclarationsWithPatternAsync(project, "Aa", SymbolFilter.All, cancellationToken);
        var some = compilation.Assembly.TypeNames.Count > 0
            ? compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, cancellationToken).FirstOrDefault(type => type.DeclaredAccessibility == Accessibility.Public)
            : null;
        if (some is not null)
        {
            await SymbolFinder.FindReferencesAsync(some, project.Solution, project.Documents.ToImmutableHashSet(), cancellationToken);
        }
    }

    private static IEnumerable<ProjectId> Order(Solution solution, string? activeFile)
    {
        var graph = solution.GetProjectDependencyGraph();
        var active = activeFile is null ? [] : solution.GetDocumentIdsWithFilePath(activeFile).Select(document => document.ProjectId).ToArray();
        var users = active.SelectMany(graph.GetProjectsThatDirectlyDependOnThisProject);
        return active.Concat(users).Concat(graph.GetTopologicallySortedProjects()).Distinct();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "C# worker: preparing ahead of questions failed")]
    private partial void LogFailure(Exception exception);
}
