using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>Takes what a search finds at the moment it is found, so that a deadline leaves a partial answer.</summary>
internal sealed class ReferenceCollector : IFindReferencesProgress
{
    public ConcurrentQueue<(ISymbol Definition, ReferenceLocation Location)> Found { get; } = new();

    public ConcurrentQueue<ISymbol> Definitions { get; } = new();

    public void OnStarted()
    {
    }

    public void OnCompleted()
    {
    }

    public void OnFindInDocumentStarted(Document document)
    {
    }

    public void OnFindInDocumentCompleted(Document document)
    {
    }

    public void OnDefinitionFound(ISymbol symbol) => this.Definitions.Enqueue(symbol);

    public void OnReferenceFound(ISymbol symbol, ReferenceLocation location) => this.Found.Enqueue((symbol, location));

    public void ReportProgress(int current, int maximum)
    {
    }
}
