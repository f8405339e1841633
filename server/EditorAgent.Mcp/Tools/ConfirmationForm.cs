using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Shows a form that is one choice as a question with answers to pick from, where the client shows no forms.</summary>
internal sealed class ConfirmationForm(IPermissionPrompt prompt)
{
    public async Task<ElicitationReply> AskAsync(ToolCallId? call, ElicitationQuestion question, FormChoices form, CancellationToken cancellationToken)
    {
        ImmutableArray<string> lines =
        [
            $"The MCP server {question.Server} asks:",
            .. question.Message.Split('\n').Select(line => $"  | {line}"),
            .. form.Field is null ? [] : (string[])[$"Wanted: {CanonicalText.Line(form.Field, 200).Text}, one of {string.Join(", ", form.Options.Select(option => $"\"{option.Label}\""))}"],
        ];
        var title = form.Field is null ? $"{question.Server} asks for a yes or no" : $"{question.Server} asks you to choose";
        var request = ServerQuestion.Of(call, $"mcp__{question.Server}", title, lines) with { Choices = [.. form.Options.Select(option => option.Label)] };
        return await prompt.AskAsync(request, cancellationToken) switch
        {
            PermissionAnswer.AllowOnce when form.Options.IsEmpty => new ElicitationReply(ElicitationAction.Accept, form.With(null)),
            PermissionAnswer.Chosen chosen when chosen.Index >= 0 && chosen.Index < form.Options.Length => new ElicitationReply(ElicitationAction.Accept, form.With(form.Options[chosen.Index].Value)),
            PermissionAnswer.Reject => new ElicitationReply(ElicitationAction.Decline, null),
            _ => new ElicitationReply(ElicitationAction.Cancel, null),
        };
    }
}
