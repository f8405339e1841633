using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>One tool as clients of this server see it. One instance serves all clients and must bear concurrent calls.</summary>
internal interface IServedTool
{
    Tool Definition { get; }

    TaskSupport Tasks => TaskSupport.Never;

    /// <summary>What has to be settled within the request itself, before a call becomes a task.</summary>
    ValueTask PrepareAsync(ServedCall call, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <exception cref="InputRequiredException">The client has to answer first and call again; the state in it is sealed on its way out.</exception>
    /// <exception cref="ModelContextProtocol.McpProtocolException">The call makes no sense; anything else that goes wrong is a result with <c>isError</c>.</exception>
    ValueTask<CallToolResult> CallAsync(ServedCall call, CancellationToken cancellationToken);
}
