using System.Collections.Concurrent;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>The documents that one answer quotes, each read once.</summary>
public sealed class Quotations(CodeSnapshot snapshot)
{
    private readonly ConcurrentDictionary<string, QuotedDocument> known = new(StringComparer.Ordinal);

    public async Task<QuotedDocument> OfAsync(Document document, CancellationToken cancellationToken)
    {
        var key = document is SourceGeneratedDocument ? $"{document.Project.Name}\n{document.Name}" : document.FilePath ?? document.Name;
        if (this.known.TryGetValue(key, out var quoted))
        {
            return quoted;
        }

        var text = (await document.GetTextAsync(cancellationToken)).ToString();
        var lines = LineMap.Of(text);
        var shown = document is SourceGeneratedDocument || document.FilePath is null ? null : snapshot.Shown(document.FilePath);
        if (shown is null)
        {
            // Of a generated text there are no bytes; nobody may base an edit on it.
            var generated = ShownFile.Of(new OpenBuffer(document.FilePath ?? document.Name, text, new string('0', 64)))!;
            var header = $"{document.Name} (generated for {QueryScope.NameOf(document.Project)})";
            return this.known.GetOrAdd(key, new QuotedDocument(document.Name, header, generated, lines) { IsGenerated = true });
        }

        return this.known.GetOrAdd(key, new QuotedDocument(PathNames.FromRoot(snapshot.Root, document.FilePath!), shown.Header(snapshot.Root), shown, lines));
    }
}
