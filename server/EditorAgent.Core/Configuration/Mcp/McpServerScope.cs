namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>Who declared a server.</summary>
public enum McpServerScope
{
    /// <summary>The user, in their own folder.</summary>
    User,

    /// <summary>The workspace: a stranger until the user has approved exactly this server.</summary>
    Workspace,

    /// <summary>The editor, when it opened the session; it may have it from anywhere, so it needs approval as one of the workspace does.</summary>
    Client,

    /// <summary>The workspace, in another program's file: it is listed, never started.</summary>
    ListedOnly,
}
