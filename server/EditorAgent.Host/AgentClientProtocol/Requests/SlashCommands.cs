using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Sessions;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>What a user can type as <c>/name</c> in any client, so that plain ACP clients lose nothing of the extensions.</summary>
internal static class SlashCommands
{
    /// <summary>Ours, the user's and the workspace's, and the prompts of MCP servers; each says whose it is.</summary>
    public static IReadOnlyList<AvailableCommand> Of(IEnumerable<CommandEntry> known, IEnumerable<SlashCommand> ofServers) =>
    [
        .. known.Select(command => Available(command.Name, command.Shown, command.Hint)),
        .. ofServers.Select(command => Available(command.Name, $"{command.Description} (server {command.Name.Split(':')[0]})", command.Hint)),
    ];

    public static bool IsUndo(IReadOnlyList<ContentBlock> prompt) =>
        prompt is [ContentBlock.Text text] && SessionCommand.In(text.Value) is SessionCommand.Undo;

    /// <summary>Whether it is answered without a turn.</summary>
    public static bool IsAnswered(IReadOnlyList<ContentBlock> prompt) => prompt is [ContentBlock.Text text] && CommandBook.IsAnswered(text.Value);

    public static async Task<PromptResult> AnswerAsync(AcpSession session, IReadOnlyList<ContentBlock> prompt, CancellationToken cancellationToken)
    {
        var answer = await session.Agent.Commands.AnswerAsync(((ContentBlock.Text)prompt[0]).Value, cancellationToken) ?? "";
        session.Updates.Post(Chunks.Agent(answer, $"command_{Guid.CreateVersion7():N}"));
        await session.Updates.DrainAsync().WaitAsync(cancellationToken);
        return new PromptResult { StopReason = StopReason.EndTurn };
    }

    /// <summary>Whether the prompt may begin with a command that stands for other words.</summary>
    public static bool MayBegin(IReadOnlyList<ContentBlock> prompt) => prompt is [ContentBlock.Text text, ..] && text.Value.AsSpan().TrimStart().StartsWith("/");

    private static AvailableCommand Available(string name, string description, string? hint) =>
        new() { Name = name, Description = description, Input = hint is null ? null : new AvailableCommandInput { Hint = hint } };
}
