using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// Turns what a server wants changed into a proposal, through the guard of the workspace's paths: one place outside, one that was meant for
/// another version, two that overlap, and nothing of it is proposed.
/// </summary>
internal sealed class ProposedEdits(EngineTurn turn)
{
    private const int MostFiles = 2_000;

    private readonly Dictionary<string, Draft> drafts = new(StringComparer.Ordinal);

    public int Edits => this.drafts.Values.Sum(draft => draft.Changes.Count);

    /// <returns>Why it cannot be, or null.</returns>
    public CodeAnswer? Add(WorkspaceEdit edit)
    {
        try
        {
            if (edit.DocumentChanges is { IsDefaultOrEmpty: false } changes)
            {
                foreach (var change in changes)
                {
                    this.Add(change);
                }
            }
            else
            {
                foreach (var (uri, edits) in edit.Changes ?? ImmutableSortedDictionary<string, ImmutableArray<TextEdit>>.Empty)
                {
                    this.Add(uri, null, edits);
                }
            }

            return null;
        }
        catch (RefusedEditException refused)
        {
            return CodeAnswer.Failed(refused.Error, refused.Message);
        }
    }

    /// <returns>The refusal when edits overlap.</returns>
    public EditProposal Propose(string summary)
    {
        var files = ImmutableArray.CreateBuilder<ProposedFile>();
        foreach (var (path, draft) in this.drafts.OrderBy(draft => draft.Key, StringComparer.Ordinal))
        {
            if (draft.Merge() is not { } changes)
            {
                var conflict = CodeAnswer.Failed(CodeError.Conflict, $"{turn.Declaration.Name} wants overlapping changes in {turn.NameOf(path)}.");
                return new EditProposal(conflict.Text) { Refusal = conflict };
            }

            if (draft.IsDeleted || draft.IsNew || changes.Length > 0)
            {
                files.Add(new ProposedFile(path, draft.Hash) { IsDeleted = draft.IsDeleted, Changes = draft.IsDeleted ? [] : draft.IsNew ? [new ProposedChange(0, 0, draft.TextWith(changes))] : changes });
            }
        }

        return new EditProposal(summary) { Files = files.ToImmutable() };
    }

    private void Add(JsonElement change)
    {
        if (change.ValueKind == JsonValueKind.Object && !change.TryGetProperty("kind", out _))
        {
            var edit = LspAnswer.Of<TextDocumentEdit>(change, "a workspace edit");
            this.Add(edit.TextDocument.Uri, edit.TextDocument.Version, edit.Edits);
            return;
        }

        var operation = LspAnswer.Of<ResourceOperation>(change, "a workspace edit");
        switch (operation.Kind)
        {
            case "create":
                var created = this.Guarded(operation.Uri ?? "");
                this.drafts.TryAdd(created, Draft.New(turn.Texts.Read(created) is { } existing ? throw new RefusedEditException(CodeError.Conflict, $"{turn.NameOf(existing.Path)} exists already.") : SourceFile.Imagined(created, "")));
                break;
            case "delete":
                var deleted = this.Guarded(operation.Uri ?? "");
                this.drafts[deleted] = this.DraftOf(deleted) with { IsDeleted = true };
                break;
            case "rename":
                this.Rename(this.Guarded(operation.OldUri ?? ""), this.Guarded(operation.NewUri ?? ""));
                break;
            default:
                throw new RefusedEditException(CodeError.Unsupported, $"{turn.Declaration.Name} wants something done to a file that is not known here.");
        }
    }

    private void Rename(string old, string now)
    {
        if (Path.Exists(now))
        {
            throw new RefusedEditException(CodeError.Conflict, $"{turn.NameOf(now)} exists already.");
        }

        var draft = this.DraftOf(old);
        var text = draft.TextWith(draft.Merge() ?? []);
        this.drafts[now] = Draft.New(SourceFile.Imagined(now, text));
        this.drafts[old] = draft with { IsDeleted = true };
    }

    private void Add(string uri, int? version, ImmutableArray<TextEdit> edits)
    {
        var path = this.Guarded(uri);
        var draft = this.DraftOf(path);
        var open = turn.Session.Documents.Open.FirstOrDefault(document => document.File.Path == path);
        if (version is { } meant && open is not null && open.Version != meant)
        {
            throw new RefusedEditException(CodeError.Conflict, $"{turn.Declaration.Name} meant another version of {turn.NameOf(path)}; ask again.");
        }

        foreach (var edit in edits)
        {
            var start = draft.File.OffsetOf(edit.Range.Start, turn.Encoding);
            var end = Math.Max(start, draft.File.OffsetOf(edit.Range.End, turn.Encoding));
            draft.Changes.Add(new ProposedChange(start, end - start, edit.NewText.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')));
        }
    }

    private Draft DraftOf(string path)
    {
        if (this.drafts.TryGetValue(path, out var draft))
        {
            return !draft.IsDeleted ? draft : throw new RefusedEditException(CodeError.Conflict, $"{turn.Declaration.Name} changes {turn.NameOf(path)} after deleting it.");
        }

        var file = turn.Texts.Read(path) ?? throw new RefusedEditException(CodeError.Conflict, $"{turn.NameOf(path)} is no text file.");
        return this.drafts[path] = new Draft(file, file.Hash);
    }

    private string Guarded(string uri)
    {
        if (this.drafts.Count > MostFiles)
        {
            throw new RefusedEditException(CodeError.Conflict, $"{turn.Declaration.Name} wants to change more than {MostFiles} files at once.");
        }

        var path = FileUri.PathOf(uri) ?? throw new RefusedEditException(CodeError.PathDenied, $"{turn.Declaration.Name} wants to change something that is no file.");
        return turn.Texts.Workspace.ResolveForWriting(path) is PathResolution.Inside(var inside)
            ? inside.Absolute
            : throw new RefusedEditException(CodeError.PathDenied, $"{turn.Declaration.Name} wants to change {path}, which is outside the workspace or protected; nothing is proposed.");
    }

    private sealed class RefusedEditException(CodeError error, string message) : Exception(message)
    {
        public CodeError Error { get; } = error;
    }

    /// <param name="File">What the changes' spans are in.</param>
    /// <param name="Hash">Of what is there; null for a new file.</param>
    private sealed record Draft(SourceFile File, string? Hash)
    {
        public bool IsDeleted { get; init; }

        public List<ProposedChange> Changes { get; } = [];

        public bool IsNew => this.Hash is null;

        public static Draft New(SourceFile file) => new(file, null);

        /// <summary>Ascending and apart; insertions at one place become one. Null when they overlap.</summary>
        public ImmutableArray<ProposedChange>? Merge()
        {
            var merged = new List<ProposedChange>();
            foreach (var change in this.Changes.OrderBy(change => change.Start).ThenBy(change => change.Length > 0 ? 1 : 0))
            {
                if (merged.Count > 0 && merged[^1] is var last && change.Start < last.Start + last.Length)
                {
                    return null;
                }

                if (merged.Count > 0 && merged[^1] is { Length: 0 } insertion && insertion.Start == change.Start)
                {
                    merged[^1] = change with { NewText = insertion.NewText + change.NewText };
                    continue;
                }

                merged.Add(change);
            }

            return [.. merged.Where(change => this.File.Text.AsSpan(change.Start, change.Length) is var old && !old.SequenceEqual(change.NewText))];
        }

        public string TextWith(ImmutableArray<ProposedChange> changes)
        {
            var text = this.File.Text;
            foreach (var change in changes.Reverse())
            {
                text = string.Concat(text.AsSpan(0, change.Start), change.NewText, text.AsSpan(change.Start + change.Length));
            }

            return text;
        }
    }
}
