using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// What was last found in each document. It counts as long as the document's text and the declarations it can see are the same; the bodies of
/// other documents do not matter to it. Safe to use from several threads.
/// </summary>
internal sealed class DiagnosticBaselines
{
    private const int MostDocuments = 4000;

    private readonly ConcurrentDictionary<DocumentId, Entry> entries = new();

    /// <summary>Finds and keeps what is reported in a document.</summary>
    public async Task<ImmutableArray<FoundDiagnostic>> RefreshAsync(Document document, CancellationToken cancellationToken)
    {
        var text = (await document.GetTextAsync(cancellationToken)).ToString();
        var version = await document.Project.GetDependentSemanticVersionAsync(cancellationToken);
        if (this.entries.TryGetValue(document.Id, out var known) && known.Version == version && known.Text == text)
        {
            return known.Found;
        }

        var found = await FoundDiagnostic.InAsync(document, cancellationToken);
        if (this.entries.Count >= MostDocuments)
        {
            this.entries.Clear();
        }

        this.entries[document.Id] = new Entry(text, version, found);
        return found;
    }

    /// <summary>What was found while the document held <paramref name="text"/>, if the declarations around it are still those of <paramref name="project"/>.</summary>
    public async Task<ImmutableArray<FoundDiagnostic>?> FindAsync(DocumentId document, string text, Project project, CancellationToken cancellationToken) =>
        this.entries.TryGetValue(document, out var known) && known.Text == text && known.Version == await project.GetDependentSemanticVersionAsync(cancellationToken)
            ? known.Found
            : null;

    /// <summary>What was last found in a document, whatever has happened since.</summary>
    public ImmutableArray<FoundDiagnostic>? Last(DocumentId document) => this.entries.TryGetValue(document, out var known) ? known.Found : null;

    private sealed record Entry(string Text, VersionStamp Version, ImmutableArray<FoundDiagnostic> Found);
}
