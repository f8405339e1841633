using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>How it stands with a server, in words that tell a model what to do.</summary>
internal static class StateText
{
    public static string Of(ServerStatus status) => status.State switch
    {
        ServerState.Connected => "connected",
        ServerState.Pending => "starts when it is used",
        ServerState.Connecting => "still connecting; search again in a moment",
        ServerState.NeedsLogin => $"needs a login; tell the user to run: editor-agent mcp-config login {status.Name}",
        ServerState.NeedsTrust => $"waits for the user's approval; search_tools with server \"{status.Name}\" asks them",
        ServerState.NeedsInput => $"lacks a value of its configuration; tell the user ({Problem(status)})",
        ServerState.Disabled => "switched off by the user",
        _ => $"failed ({Problem(status)})",
    };

    private static string Problem(ServerStatus status) => status.Problems is [var first, ..] ? ServerText.Line(first, 300) : "no reason known";
}
