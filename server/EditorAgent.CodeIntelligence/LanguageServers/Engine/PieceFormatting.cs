using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// Has the server format what an edit brings in, and nothing around it. The server is shown the text as it would be and then again as it is.
/// Where it cannot, the pieces stay as they were written.
/// </summary>
internal sealed class PieceFormatting(EngineTurn turn)
{
    private const string Method = "textDocument/rangeFormatting";
    private const int MostPieces = 20;

    /// <param name="file">Before the edit.</param>
    /// <param name="changes">Ascending and apart.</param>
    public async Task<ImmutableArray<ProposedChange>> FormatAsync(SourceFile file, ImmutableArray<ProposedChange> changes)
    {
        if (!turn.Capabilities.Has(Method) || changes.Length > MostPieces)
        {
            return changes;
        }

        var (imagined, starts) = Apply(file, changes);
        var formatted = changes.ToBuilder();
        try
        {
            await turn.Session.Documents.TellAsync(imagined, turn.Cancellation);
            for (var index = 0; index < changes.Length; index++)
            {
                if (changes[index].NewText.Trim().Length > 0)
                {
                    formatted[index] = changes[index] with { NewText = await this.FormatAsync(imagined, starts[index], changes[index].NewText) };
                }
            }
        }
        catch (LanguageServerException refused) when (refused.Failure is LanguageServerFailure.Refused or LanguageServerFailure.Malformed)
        {
            return changes;
        }
        finally
        {
            await turn.Session.Documents.EnsureAsync(file.Path, turn.Cancellation);
        }

        return formatted.ToImmutable();
    }

    private async Task<string> FormatAsync(SourceFile imagined, int start, string piece)
    {
        var isTabbed = imagined.Text.Contains("\n\t", StringComparison.Ordinal);
        var range = new LspRange(imagined.PositionOf(start, turn.Encoding), imagined.PositionOf(start + piece.Length, turn.Encoding));
        var options = new FormattingOptions(isTabbed ? 4 : StepOf(imagined.Text), !isTabbed);
        var answer = await turn.AskAsync(Method, new RangeFormattingParams(new TextDocumentIdentifier(FileUri.Of(imagined.Path)), range, options));
        var edits = LspAnswer.List<TextEdit>(answer, Method)
            .Select(edit => (From: imagined.OffsetOf(edit.Range.Start, turn.Encoding) - start, To: imagined.OffsetOf(edit.Range.End, turn.Encoding) - start, edit.NewText))
            .Where(edit => edit.From >= 0 && edit.From <= edit.To && edit.To <= piece.Length)
            .OrderByDescending(edit => edit.From).ToList();
        for (var index = 1; index < edits.Count; index++)
        {
            if (edits[index].To > edits[index - 1].From)
            {
                return piece;
            }
        }

        return edits.Aggregate(piece, (text, edit) => string.Concat(text.AsSpan(0, edit.From), edit.NewText.Replace("\r\n", "\n", StringComparison.Ordinal), text.AsSpan(edit.To)));
    }

    /// <summary>The text after the edit, and where each change's piece begins in it.</summary>
    private static (SourceFile File, ImmutableArray<int> Starts) Apply(SourceFile file, ImmutableArray<ProposedChange> changes)
    {
        var text = new System.Text.StringBuilder();
        var starts = ImmutableArray.CreateBuilder<int>();
        var at = 0;
        foreach (var change in changes)
        {
            text.Append(file.Text, at, change.Start - at);
            starts.Add(text.Length);
            text.Append(change.NewText);
            at = change.Start + change.Length;
        }

        text.Append(file.Text, at, file.Text.Length - at);
        return (SourceFile.Imagined(file.Path, text.ToString()), starts.ToImmutable());
    }

    /// <summary>The shortest indentation in the text.</summary>
    private static int StepOf(string text)
    {
        var steps = text.Split('\n').Select(line => line.Length - line.TrimStart(' ').Length).Where(width => width is > 1 and <= 8).DefaultIfEmpty(4);
        return steps.Min();
    }
}
