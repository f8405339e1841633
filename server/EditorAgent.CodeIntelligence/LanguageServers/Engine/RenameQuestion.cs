using System.Text.RegularExpressions;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>A rename as a proposal; what still has the old name afterwards is counted, since no server renames in every text.</summary>
internal sealed partial class RenameQuestion(EngineTurn turn)
{
    public async Task<EditProposal> ProposeAsync(RenameQuery query)
    {
        if (!Identifier().IsMatch(query.NewName))
        {
            return Refused(CodeAnswer.Failed(CodeError.SyntaxRejected, $"'{query.NewName}' is no identifier."));
        }

        var (symbol, refusal) = await new SymbolSearch(turn).FindAsync(query.Symbol);
        if (symbol is null)
        {
            return Refused(refusal!);
        }

        await turn.OpenNamesakesAsync(symbol.Name);
        var at = turn.At(symbol);
        if (turn.Capabilities.HasOption("textDocument/rename", "prepareProvider"))
        {
            var prepared = await turn.AskAsync("textDocument/prepareRename", at);
            if (prepared.ValueKind is System.Text.Json.JsonValueKind.Null)
            {
                return Refused(CodeAnswer.Failed(CodeError.Unsupported, $"{turn.Declaration.Name} cannot rename {symbol.FullName}."));
            }
        }

        var answer = await turn.AskAsync("textDocument/rename", new RenameParams(at.TextDocument, at.Position, query.NewName));
        if (LspAnswer.OrNull<WorkspaceEdit>(answer, "textDocument/rename") is not { } edit)
        {
            return Refused(CodeAnswer.Failed(CodeError.Unsupported, $"{turn.Declaration.Name} cannot rename {symbol.FullName}."));
        }

        var edits = new ProposedEdits(turn);
        if (edits.Add(edit) is { } refused)
        {
            return Refused(refused);
        }

        var proposal = edits.Propose("");
        return proposal.Refusal is not null ? proposal : proposal with { Summary = this.Summary(query, symbol, proposal, edits.Edits) };
    }

    private string Summary(RenameQuery query, CodeSymbol symbol, EditProposal proposal, int edits)
    {
        var name = symbol.Name;
        var occurrences = Namesakes.Holding(turn.Texts, turn.Sources, name, turn.Cancellation).Sum(path => Namesakes.Occurrences(turn.Texts.Read(path)?.Text ?? "", name).Count());
        var left = Math.Max(0, occurrences - edits);
        var unmet = query.InComments || query.InStrings ? $" {turn.Declaration.Name} renames in no comments and strings of its own choice." : "";
        var others = left > 0 ? $"; {left} other occurrences of the word {name} stay (other symbols, comments, strings)" : "";
        return $"{edits} edits in {proposal.Files.Length} files{others}.{unmet}\n{turn.Coverage}";
    }

    private static EditProposal Refused(CodeAnswer refusal) => new(refusal.Text) { Refusal = refusal };

    [GeneratedRegex(@"^[\p{L}_$#~][\p{L}\p{Nd}\p{Mn}_$]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
