using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>An offered action as a proposal. Where the server wants to make the edit itself, by a command, it is taken from it and proposed.</summary>
internal sealed class ApplyCodeActionQuestion(EngineTurn turn, OfferedActions offers)
{
    public async Task<EditProposal> ProposeAsync(ApplyCodeActionQuery query)
    {
        if (query.Scope is not "one")
        {
            return Refused(CodeError.Unsupported, $"{turn.Declaration.Name} applies one action at a time; some of its actions say themselves that they fix all.");
        }

        if (offers.Find(query.Id) is not { } offer)
        {
            return Refused(CodeError.SymbolNotFound, $"there is no code action {query.Id}; list them again with code_actions.");
        }

        if (offer.Session != turn.Session || await turn.OpenAsync(offer.File.Path) is not { } file || file.Hash != offer.File.Hash)
        {
            return Refused(CodeError.Conflict, $"{turn.NameOf(offer.File.Path)} has changed, or the server was started again, since the actions were listed; list them again.");
        }

        var action = await this.ResolveAsync(offer.Action);
        var edits = new ProposedEdits(turn);
        var title = action.GetProperty("title").GetString();
        if (action.TryGetProperty("edit", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            var refusal = edits.Add(LspAnswer.Of<WorkspaceEdit>(given, "textDocument/codeAction"));
            var rest = action.TryGetProperty("command", out var left) && left.ValueKind == JsonValueKind.Object ? " A command that the server would run afterwards is left out." : "";
            return refusal is null ? edits.Propose($"{title}.{rest}") : new EditProposal(refusal.Text) { Refusal = refusal };
        }

        if (CommandOf(action) is not { } command)
        {
            return Refused(CodeError.Unsupported, $"{turn.Declaration.Name} does not say what '{title}' would change.");
        }

        return await this.RunAsync(command, edits, title!);
    }

    private async Task<JsonElement> ResolveAsync(JsonElement action)
    {
        var isLegacy = action.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String;
        if (isLegacy || action.TryGetProperty("edit", out _) || !turn.Capabilities.HasOption("textDocument/codeAction", "resolveProvider"))
        {
            return action;
        }

        var resolved = await turn.AskAsync("codeAction/resolve", action);
        return resolved.ValueKind == JsonValueKind.Object && resolved.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String ? resolved : action;
    }

    private async Task<EditProposal> RunAsync(Command command, ProposedEdits edits, string title)
    {
        var state = turn.Session.State;
        state.Edits.Want();
        LanguageServerException? failure = null;
        ImmutableArray<WorkspaceEdit> offered;
        try
        {
            await turn.AskAsync("workspace/executeCommand", new ExecuteCommandParams(command.Name, command.Arguments));
        }
        catch (LanguageServerException refused) when (refused.Failure == LanguageServerFailure.Refused)
        {
            // Some servers call it a failure that their edit was not made; the edit is here all the same.
            failure = refused;
        }
        finally
        {
            offered = state.Edits.Take();
        }

        foreach (var edit in offered)
        {
            if (edits.Add(edit) is { } refusal)
            {
                return new EditProposal(refusal.Text) { Refusal = refusal };
            }
        }

        return offered.IsEmpty
            ? Refused(CodeError.Failed, failure is null ? $"'{title}' changed nothing." : $"{turn.Declaration.Name} {failure.Message}.")
            : edits.Propose($"{title}.");
    }

    private static Command? CommandOf(JsonElement action)
    {
        if (!action.TryGetProperty("command", out var command))
        {
            return null;
        }

        return command.ValueKind switch
        {
            JsonValueKind.String => LspAnswer.Of<Command>(action, "textDocument/codeAction"),
            JsonValueKind.Object => LspAnswer.Of<Command>(command, "textDocument/codeAction"),
            _ => null,
        };
    }

    private static EditProposal Refused(CodeError error, string message)
    {
        var refusal = CodeAnswer.Failed(error, message);
        return new EditProposal(refusal.Text) { Refusal = refusal };
    }
}
