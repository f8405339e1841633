using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Works out what a batch of edits makes of the files, together or not at all; nothing is written. Needs no loaded solution: without one the
/// files are understood by their syntax alone.
/// </summary>
/// <param name="files">As they count for this question.</param>
/// <param name="seen">What the model has been shown before.</param>
public sealed class EditPlanning(EffectiveFiles files, SeenTexts seen)
{
    /// <param name="query">The batch.</param>
    /// <param name="snapshot">Null for a workspace that is not trusted or not loaded.</param>
    /// <param name="cancellationToken">Ends the work; nothing has happened then.</param>
    public async Task<EditProposal> PlanAsync(EditQuery query, CodeSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (query.Edits.IsDefaultOrEmpty)
        {
            return Refused(CodeAnswer.Failed(CodeError.Failed, "there are no edits; give at least one"));
        }

        var batch = new EditBatch(new EditedFiles(files, snapshot?.Solution), seen);
        for (var index = 0; index < query.Edits.Length; index++)
        {
            if (await batch.ApplyAsync(query.Edits[index], cancellationToken) is { } refusal)
            {
                return Refused(query.Edits.Length == 1 ? refusal : Numbered(refusal, index, query.Edits[index]));
            }
        }

        var changed = batch.Changed();
        if (query.HasFormatting)
        {
            foreach (var file in changed.Where(file => !file.IsDeleted))
            {
                await SpanFormatting.FormatAsync(file, snapshot?.Solution, files.Root, cancellationToken);
            }

            changed = batch.Changed();
        }

        if (changed.IsEmpty)
        {
            return Refused(CodeAnswer.Failed(CodeError.Failed, "the edits leave every file as it is; nothing was written"));
        }

        foreach (var file in changed.Where(file => !file.IsDeleted))
        {
            if (file.EncodingProblem(file.Changes()) is { } problem)
            {
                return Refused(CodeAnswer.Failed(CodeError.Unsupported, $"{file.Name}: {problem}"));
            }

            if (file.IsCSharp && !query.AllowsBroken && SyntaxGate.Refuse(file, cancellationToken) is { } refusal)
            {
                return Refused(refusal);
            }
        }

        return new EditProposal(Counted(query.Edits.Length, "edit") + " in " + Counted(changed.Length, "file"))
        {
            Files = [.. changed.Select(file => file.ToProposal())],
        };
    }

    private static EditProposal Refused(CodeAnswer refusal) => new("") { Refusal = refusal };

    private static CodeAnswer Numbered(CodeAnswer refusal, int index, CodeEdit edit) =>
        refusal with { Text = $"{refusal.Text}\n(edit {index + 1}, {edit.Operation}; the whole batch was left out)" };

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
