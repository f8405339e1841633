using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// A batch of edits as a proposal. All of them speak of the texts as they are now, so none can move another's place; where two meet, nothing
/// is proposed.
/// </summary>
internal sealed class EditQuestion(EngineTurn turn)
{
    private readonly Dictionary<string, List<ProposedChange>> changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceFile> files = new(StringComparer.Ordinal);
    private readonly List<ProposedFile> whole = [];

    public async Task<EditProposal> ProposeAsync(EditQuery query)
    {
        foreach (var edit in query.Edits)
        {
            if (await this.AddAsync(edit) is { } refusal)
            {
                return new EditProposal(refusal.Text) { Refusal = refusal };
            }
        }

        var proposed = this.whole.ToImmutableArray().ToBuilder();
        foreach (var (path, edits) in this.changes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var ordered = edits.OrderBy(change => change.Start).ThenBy(change => change.Length).ToImmutableArray();
            for (var index = 1; index < ordered.Length; index++)
            {
                if (ordered[index].Start < ordered[index - 1].Start + ordered[index - 1].Length || ordered[index].Start == ordered[index - 1].Start)
                {
                    var conflict = CodeAnswer.Failed(CodeError.Conflict, $"two of the edits meet in {turn.NameOf(path)}, line {this.files[path].LineAt(ordered[index].Start) + 1}; make one of them. Nothing was written.");
                    return new EditProposal(conflict.Text) { Refusal = conflict };
                }
            }

            var changed = query.HasFormatting ? await new PieceFormatting(turn).FormatAsync(this.files[path], ordered) : ordered;
            proposed.Add(new ProposedFile(path, this.files[path].Hash) { Changes = changed });
        }

        return new EditProposal($"{query.Edits.Length} edits in {proposed.Count} files") { Files = proposed.ToImmutable() };
    }

    private async Task<CodeAnswer?> AddAsync(CodeEdit edit)
    {
        if (edit.Operation is "create_file" or "delete_file")
        {
            return this.AddFile(edit);
        }

        CodeSymbol? symbol = null;
        if (edit.Symbol is { } address)
        {
            (symbol, var refusal) = await new SymbolSearch(turn).FindAsync(address);
            if (symbol is null)
            {
                return refusal;
            }
        }

        var path = symbol?.File.Path ?? (edit.Path is null ? null : turn.Texts.Workspace.ResolveForWriting(edit.Path) is PathResolution.Inside(var inside) ? inside.Absolute : null);
        if (path is null || turn.Texts.Workspace.ResolveForWriting(path) is not PathResolution.Inside || turn.Texts.Read(path) is not { } file)
        {
            return CodeAnswer.Failed(CodeError.PathDenied, $"{edit.Path ?? edit.Symbol ?? "the edit"} is no text file that may be changed here. Nothing was written.");
        }

        if (edit.Rev is { } rev && !file.Hash.StartsWith(rev, StringComparison.OrdinalIgnoreCase))
        {
            var region = symbol is null ? file.Shown.Numbered(1, 60) : file.Shown.Numbered(symbol.FirstLine, symbol.LastLine);
            return CodeAnswer.Failed(CodeError.StaleRev, $"{turn.NameOf(path)}: you read [rev {rev}], now [rev {file.Shown.Seen.Token}]:\n{region}\nnothing was written") with { Seen = [file.Shown.Seen] };
        }

        var change = this.ChangeOf(edit, file, symbol, out var wrong);
        if (change is null)
        {
            return wrong;
        }

        this.files[path] = file;
        if (!this.changes.TryGetValue(path, out var list))
        {
            this.changes[path] = list = [];
        }

        list.Add(change);
        return null;
    }

    private ProposedChange? ChangeOf(CodeEdit edit, SourceFile file, CodeSymbol? symbol, out CodeAnswer? wrong)
    {
        wrong = null;
        if (edit.Operation == "replace_text")
        {
            return this.Replacement(edit, file, symbol, out wrong);
        }

        if (symbol is null)
        {
            wrong = CodeAnswer.Failed(CodeError.SymbolNotFound, $"{edit.Operation} needs sym. Nothing was written.");
            return null;
        }

        var text = edit.Text ?? "";
        var indentation = PieceIndentation.Of(file, symbol.FirstLine - 1);
        var lineStart = file.StartOf(symbol.FirstLine - 1);
        var behind = file.StartOf(symbol.LastLine);
        switch (edit.Operation)
        {
            case "replace_symbol":
                return new ProposedChange(symbol.Start, symbol.End - symbol.Start, PieceIndentation.Move(text, indentation).TrimStart(' ', '\t'));
            case "insert_before":
                return new ProposedChange(lineStart, 0, PieceIndentation.Move(text, indentation) + this.Gap(symbol));
            case "insert_after":
                return this.Behind(file, behind, this.Gap(symbol)[1..] + PieceIndentation.Move(text, indentation) + "\n");
            case "delete_symbol":
                var blank = behind < file.Text.Length && file.Line(symbol.LastLine).Trim().Length == 0 ? file.StartOf(symbol.LastLine + 1) : behind;
                return new ProposedChange(lineStart, blank - lineStart, "");
            case "add_member":
                return this.Member(edit, file, symbol, out wrong);
            default:
                wrong = CodeAnswer.Failed(CodeError.Unsupported, $"there is no operation {edit.Operation}. Nothing was written.");
                return null;
        }
    }

    /// <summary>One line feed between fields, two between anything with a body.</summary>
    private string Gap(CodeSymbol symbol) => symbol.LastLine > symbol.FirstLine ? "\n\n" : "\n";

    private ProposedChange Behind(SourceFile file, int at, string text) =>
        at == file.Text.Length && !file.Text.EndsWith('\n') ? new ProposedChange(at, 0, "\n" + text.TrimEnd('\n')) : new ProposedChange(at, 0, text);

    private ProposedChange? Member(CodeEdit edit, SourceFile file, CodeSymbol symbol, out CodeAnswer? wrong)
    {
        wrong = null;
        var members = symbol.Children.Where(child => child.FirstLine > symbol.FirstLine).ToList();
        var after = edit.Where?.StartsWith("after ", StringComparison.Ordinal) == true ? edit.Where["after ".Length..].Trim() : null;
        var last = after is null ? members.LastOrDefault() : members.FirstOrDefault(child => child.Name == after);
        if (after is not null && last is null)
        {
            wrong = CodeAnswer.Failed(CodeError.SymbolNotFound, $"{symbol.FullName} has no member {after}. Nothing was written.");
            return null;
        }

        if (last is not null)
        {
            return this.Behind(file, file.StartOf(last.LastLine), this.Gap(last)[1..] + PieceIndentation.Move(edit.Text ?? "", PieceIndentation.Of(file, last.FirstLine - 1)) + "\n");
        }

        var unit = file.Text.Contains("\n\t", StringComparison.Ordinal) ? "\t" : "    ";
        var piece = PieceIndentation.Move(edit.Text ?? "", PieceIndentation.Of(file, symbol.Line - 1) + unit);
        var end = file.Text.AsSpan(0, symbol.End).TrimEnd(";").Length;
        if (file.Text[end - 1] != '}')
        {
            return this.Behind(file, file.StartOf(symbol.LastLine), piece + "\n");
        }

        // Braces on one line are opened first.
        var open = file.Text.AsSpan(0, end - 1).TrimEnd();
        return symbol.FirstLine == symbol.LastLine || open.EndsWith("{")
            ? new ProposedChange(open.Length, end - 1 - open.Length, $"\n{piece}\n{PieceIndentation.Of(file, symbol.Line - 1)}")
            : new ProposedChange(file.StartOf(symbol.LastLine - 1), 0, piece + "\n");
    }

    private ProposedChange? Replacement(CodeEdit edit, SourceFile file, CodeSymbol? symbol, out CodeAnswer? wrong)
    {
        wrong = null;
        var old = (edit.Old ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        var (from, to) = symbol is null ? (0, file.Text.Length) : (symbol.Start, symbol.End);
        var at = old.Length == 0 ? -1 : file.Text.IndexOf(old, from, to - from, StringComparison.Ordinal);
        if (at < 0)
        {
            wrong = CodeAnswer.Failed(CodeError.Conflict, $"old does not occur in {turn.NameOf(file.Path)}. Nothing was written.");
            return null;
        }

        var again = file.Text.IndexOf(old, at + 1, to - at - 1, StringComparison.Ordinal);
        if (again >= 0)
        {
            wrong = CodeAnswer.Failed(CodeError.Conflict, $"old occurs more than once in {turn.NameOf(file.Path)} (lines {file.LineAt(at) + 1} and {file.LineAt(again) + 1}); take in more lines around it. Nothing was written.");
            return null;
        }

        return new ProposedChange(at, old.Length, (edit.Text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private CodeAnswer? AddFile(CodeEdit edit)
    {
        if (edit.Path is null || turn.Texts.Workspace.ResolveForWriting(edit.Path) is not PathResolution.Inside(var inside))
        {
            return CodeAnswer.Failed(CodeError.PathDenied, $"{edit.Path ?? edit.Operation} is no path that may be changed here. Nothing was written.");
        }

        var existing = turn.Texts.Read(inside.Absolute);
        if (edit.Operation == "create_file")
        {
            if (existing is not null || Path.Exists(inside.Absolute))
            {
                return CodeAnswer.Failed(CodeError.Conflict, $"{inside.Relative} exists already. Nothing was written.");
            }

            this.whole.Add(new ProposedFile(inside.Absolute, null) { Changes = [new ProposedChange(0, 0, edit.Text ?? "")] });
            return null;
        }

        if (existing is null)
        {
            return CodeAnswer.Failed(CodeError.PathDenied, $"there is no text file {inside.Relative}. Nothing was written.");
        }

        this.whole.Add(new ProposedFile(inside.Absolute, existing.Hash) { IsDeleted = true });
        return null;
    }
}
