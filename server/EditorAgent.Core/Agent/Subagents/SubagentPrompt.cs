using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>
/// Asks the session's person what a subagent's call needs, with the subagent named. The answer holds for that call; a question is not left
/// open when whoever is asked has gone, because the subagent ends with the session's turn.
/// </summary>
/// <param name="prompt">The session's.</param>
/// <param name="call">The session's call that gave the task: the one a client knows.</param>
/// <param name="name">Canonical, one line.</param>
internal sealed class SubagentPrompt(IPermissionPrompt prompt, ToolCallId call, string name) : IPermissionPrompt
{
    public bool IsPerson => prompt.IsPerson;

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        var text = request.Text with { Title = $"[{name}] {request.Text.Title}", Lines = [$"Asked by: {name}", $"Its call: {request.Text.Title}", .. request.Text.Lines] };
        var answer = await prompt.AskAsync(request with { CallId = call, Text = text }, cancellationToken);
        return answer is PermissionAnswer.Away ? new PermissionAnswer.Cancelled() : answer;
    }
}
