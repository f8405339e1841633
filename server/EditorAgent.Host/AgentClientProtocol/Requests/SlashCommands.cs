using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>What a user can type as <c>/name</c> in any client, so that plain ACP clients lose nothing of the extensions.</summary>
internal static class SlashCommands
{
    private const string Undo = "undo";

    public static IReadOnlyList<AvailableCommand> Available { get; } =
    [
        new AvailableCommand { Name = Undo, Description = "Take back the file changes of the last turn that changed files" },
        CompactRequest.Command,
    ];

    /// <summary>Ours, and the prompts of MCP servers.</summary>
    public static IReadOnlyList<AvailableCommand> With(IEnumerable<SlashCommand> ofServers) =>
    [
        .. Available,
        .. ofServers.Select(command => new AvailableCommand
        {
            Name = command.Name,
            Description = command.Description,
            Input = command.Hint is { } hint ? new AvailableCommandInput { Hint = hint } : null,
        }),
    ];

    public static bool IsUndo(IReadOnlyList<ContentBlock> prompt) =>
        prompt is [ContentBlock.Text text] && text.Value.AsSpan().Trim().Equals($"/{Undo}", StringComparison.Ordinal);
}
