using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Applies the edits of a batch one after the other; each sees what those before it left.</summary>
internal sealed class EditBatch(EditedFiles files, SeenTexts seen)
{
    private const string Operations = "replace_symbol, insert_before, insert_after, add_member, replace_text, delete_symbol, create_file, delete_file";

    /// <summary>Those whose text is not what it was, by path.</summary>
    public ImmutableArray<WorkingFile> Changed() =>
    [
        .. files.Open
            .Where(file => file.Original is null ? !file.IsDeleted : file.IsDeleted || file.Text != file.Original.Text)
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <returns>Null when the edit was applied.</returns>
    public async Task<CodeAnswer?> ApplyAsync(CodeEdit edit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Missing(edit) is { } missing)
        {
            return CodeAnswer.Failed(CodeError.Failed, $"{edit.Operation} {missing}");
        }

        if (edit.Operation == "create_file")
        {
            return files.Create(edit.Path!, edit.Text!);
        }

        if (string.IsNullOrEmpty(edit.Symbol))
        {
            var (file, refusal) = files.Get(edit.Path!);
            return refusal ?? this.Stale(edit, file!, null) ?? Apply(edit, file!);
        }

        var (target, notFound) = await new EditTargets(files).FindAsync(edit, cancellationToken);
        return notFound is not null && target is null
            ? notFound
            : this.Stale(edit, target!.Value.File, target.Value.Declaration) ?? notFound ?? ApplyToSymbol(edit, target.Value.File, target.Value.Declaration!);
    }

    private static string? Missing(CodeEdit edit)
    {
        var (hasPath, hasSymbol, hasText) = (!string.IsNullOrEmpty(edit.Path), !string.IsNullOrEmpty(edit.Symbol), !string.IsNullOrWhiteSpace(edit.Text));
        return edit.Operation switch
        {
            "replace_symbol" or "insert_before" or "insert_after" or "add_member" when !hasSymbol => "needs sym, the declaration it is about",
            "delete_symbol" when !hasSymbol => "needs sym, the declaration it is about",
            "replace_symbol" or "insert_before" or "insert_after" or "add_member" when !hasText => "needs text (to remove a declaration use delete_symbol)",
            "replace_text" when !hasPath && !hasSymbol => "needs path or sym",
            "replace_text" when edit.Text is null => "needs text; an empty one removes old",
            "replace_text" when edit.Old is null => "needs old, the text to replace, which must occur once",
            "create_file" when !hasPath || edit.Text is null => "needs path and text",
            "delete_file" when !hasPath || hasSymbol => "needs path, and no sym",
            "replace_symbol" or "insert_before" or "insert_after" or "add_member" or "replace_text" or "delete_symbol" or "create_file" or "delete_file" => null,
            _ => $"is no operation; there are {Operations}",
        };
    }

    private static CodeAnswer? Apply(CodeEdit edit, WorkingFile file)
    {
        if (edit.Operation == "delete_file")
        {
            file.IsDeleted = true;
            return null;
        }

        return Take(file, TextReplacement.In(NameOf(file), file.Text, new TextSpan(0, file.Text.Length), edit.Old!, edit.Text!));
    }

    private static CodeAnswer? ApplyToSymbol(CodeEdit edit, WorkingFile file, Declaration declaration)
    {
        var edits = new SymbolEdits(file.Text);
        var text = TextReplacement.Normalized(edit.Text ?? "");
        return Take(file, edit.Operation switch
        {
            "replace_symbol" => edits.Replace(declaration, text),
            "insert_before" => edits.InsertBefore(declaration, text),
            "insert_after" => edits.InsertAfter(declaration, text),
            "add_member" => edits.AddMember(declaration, text, edit.Where),
            "replace_text" => TextReplacement.In(
                $"{declaration.Display} in {NameOf(file)}", file.Text, DeclarationSpan.Of(declaration.Node), edit.Old!, text),
            _ => edits.Delete(declaration),
        });
    }

    /// <summary>Says so where the text searched is no longer the one that was read.</summary>
    private static string NameOf(WorkingFile file) =>
        file.Original is { } original && file.Text != original.Text ? $"{file.Name} as the edits before this one leave it" : file.Name;

    private static CodeAnswer? Take(WorkingFile file, EditStep step)
    {
        if (step is EditStep.Rejected(var error, var message))
        {
            return CodeAnswer.Failed(error, message);
        }

        file.Apply(((EditStep.Changed)step).Changes);
        return null;
    }

    private CodeAnswer? Stale(CodeEdit edit, WorkingFile file, Declaration? declaration)
    {
        var rev = edit.Rev?.Trim().TrimStart('[').Replace("rev ", "", StringComparison.OrdinalIgnoreCase).TrimEnd(']');
        if (string.IsNullOrEmpty(rev) || file.Original is not { } original || original.Hash.StartsWith(rev, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        TextSpan? target = null;
        if (declaration is not null && file.Text == original.Text)
        {
            target = DeclarationSpan.Of(declaration.Node);
        }
        else if (edit.Old is { Length: > 0 } old && original.Text.IndexOf(TextReplacement.Normalized(old), StringComparison.Ordinal) is var at and >= 0)
        {
            target = new TextSpan(at, TextReplacement.Normalized(old).Length);
        }

        return StaleRevision.Of(original, file.Name, rev, seen.Find(original.Path, rev), target);
    }
}
