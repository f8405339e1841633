using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// The difference between two solutions as one list of changes for each file, though several legs may compile it, checked against what the
/// files hold at this moment.
/// </summary>
/// <param name="Solution">The new one, all legs of a file alike.</param>
/// <param name="Files">By path.</param>
internal sealed record MergedDocuments(Solution Solution, ImmutableArray<ProposedFile> Files)
{
    public CodeAnswer? Refusal { get; private init; }

    public static async Task<MergedDocuments> OfAsync(Solution before, Solution after, EffectiveFiles files, CancellationToken cancellationToken)
    {
        var changes = new SortedDictionary<string, List<TextChange>>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)))
        {
            var (old, now) = (before.GetDocument(id)!, after.GetDocument(id)!);
            if (now.FilePath is not { } path)
            {
                continue;
            }

            texts[path] = (await old.GetTextAsync(cancellationToken)).ToString();
            if (!changes.TryGetValue(path, out var list))
            {
                changes.Add(path, list = []);
            }

            list.AddRange(await now.GetTextChangesAsync(old, cancellationToken));
        }

        var merged = before;
        var proposed = ImmutableArray.CreateBuilder<ProposedFile>();
        foreach (var (path, list) in changes)
        {
            ImmutableArray<TextChange> distinct = [.. list.Distinct().OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End)];
            var (file, refusal) = Proposed(path, texts[path], distinct, files);
            if (refusal is not null)
            {
                return new MergedDocuments(before, []) { Refusal = refusal };
            }

            var text = SourceText.From(texts[path], Encoding.UTF8).WithChanges(distinct);
            merged = merged.WithDocumentText(before.GetDocumentIdsWithFilePath(path), text);
            proposed.Add(file!);
        }

        foreach (var document in after.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetAddedDocuments().Select(id => after.GetDocument(id)!)))
        {
            var (file, refusal) = await AddedAsync(document, files, cancellationToken);
            if (refusal is not null)
            {
                return new MergedDocuments(before, []) { Refusal = refusal };
            }

            if (proposed.All(known => known.Path != file!.Path))
            {
                proposed.Add(file!);
            }
        }

        return proposed.Count > 0
            ? new MergedDocuments(merged, proposed.ToImmutable())
            : new MergedDocuments(before, []) { Refusal = CodeAnswer.Failed(CodeError.Failed, "nothing would change") };
    }

    private static async Task<(ProposedFile? File, CodeAnswer? Refusal)> AddedAsync(Document document, EffectiveFiles files, CancellationToken cancellationToken)
    {
        var name = document.FilePath ?? Path.Join([Path.GetDirectoryName(document.Project.FilePath) ?? files.Root, .. document.Folders, document.Name]);
        if (files.Resolve(name) is not PathResolution.Inside({ Absolute: var path }))
        {
            return (null, CodeAnswer.Failed(CodeError.PathDenied, $"a new file would lie outside the workspace: {name}"));
        }

        if (files.Read(path) is not FileReading.Missing)
        {
            return (null, CodeAnswer.Failed(CodeError.Conflict, $"{files.NameOf(path)} would be created but exists already"));
        }

        var text = TextReplacement.Normalized((await document.GetTextAsync(cancellationToken)).ToString());
        var ending = files.EndingBeside(path);
        return (new ProposedFile(path, null) { Changes = [new ProposedChange(0, 0, ending == "\n" ? text : text.Replace("\n", ending, StringComparison.Ordinal))] }, null);
    }

    private static (ProposedFile? File, CodeAnswer? Refusal) Proposed(string path, string text, ImmutableArray<TextChange> changes, EffectiveFiles files)
    {
        var name = files.NameOf(path);
        if (files.Resolve(path) is PathResolution.Rejected(var denied))
        {
            return (null, CodeAnswer.Failed(CodeError.PathDenied, $"a change is needed in {name}: {denied}"));
        }

        if (GeneratedFiles.ReasonFor(name, text) is { } generated)
        {
            return (null, CodeAnswer.Failed(CodeError.Conflict, $"a change is needed where none lasts: {generated}"));
        }

        if (files.Read(path) is not FileReading.Found({ } file) || file.Text != TextReplacement.Normalized(text))
        {
            return (null, CodeAnswer.Failed(CodeError.Conflict, $"{name} has changed in this moment; nothing was written, ask again"));
        }

        for (var index = 1; index < changes.Length; index++)
        {
            if (changes[index].Span.Start < changes[index - 1].Span.End || changes[index].Span == changes[index - 1].Span)
            {
                return (null, CodeAnswer.Failed(CodeError.Conflict, $"{name} would have to change in two ways for two target frameworks, line {NumberedLines.At(text, changes[index].Span.Start)}"));
            }
        }

        try
        {
            file.Content.Apply([.. changes.Select(change => new TextSplice(change.Span.Start, change.Span.Length, change.NewText ?? ""))]).Encode();
        }
        catch (WorkspaceFileException failure)
        {
            return (null, CodeAnswer.Failed(CodeError.Unsupported, $"{name}: {failure.Message}"));
        }

        return (new ProposedFile(path, file.Hash) { Changes = [.. changes.Select(change => new ProposedChange(change.Span.Start, change.Span.Length, change.NewText ?? ""))] }, null);
    }
}
