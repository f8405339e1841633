using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>How it stands with a server, in words that tell a model why, and what it or the user can do.</summary>
internal static class StateText
{
    public static string Of(ServerStatus status) => status.State switch
    {
        ServerState.Connected => "connected",
        ServerState.Pending => "starts when it is used",
        ServerState.Connecting => "still connecting; try again in a moment",
        ServerState.NeedsLogin => $"needs a login; tell the user to run: editor-agent mcp-config login {status.Name}",
        ServerState.NeedsTrust => $"waits for the user's approval; search_tools with server \"{status.Name}\" asks them, or they run: editor-agent mcp-config trust {status.Name}",
        ServerState.NeedsInput => $"lacks a value of its configuration ({Problem(status)}); tell the user",
        ServerState.Disabled when status.Scope == McpServerScope.ListedOnly => "not one of the user's: it stands in another program's file; they can take it over with: editor-agent mcp-config import",
        ServerState.Disabled => $"switched off by the user; they can switch it on with: editor-agent mcp-config enable {status.Name}",
        _ => $"failed ({Problem(status)}{LastWords(status)}); the user can look into it with: editor-agent mcp-config test {status.Name}",
    };

    private static string Problem(ServerStatus status) => status.Problems is [var first, ..] ? ServerText.Line(first, 300) : "no reason known";

    private static string LastWords(ServerStatus status) =>
        status.ErrorTail.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } line ? $" Its last words: {ServerText.Line(line, 200)}" : "";
}
