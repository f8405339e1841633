namespace EditorAgent.Host.McpServer.Offering;

/// <summary>Whether a call may go on as a task of the extension <c>io.modelcontextprotocol/tasks</c>.</summary>
internal enum TaskSupport
{
    Never,

    /// <summary>A task for clients that know tasks, else one long call.</summary>
    Optional,

    /// <summary>Refused to clients that do not know tasks.</summary>
    Required,
}
