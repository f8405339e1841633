using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>What a running call can say to the client that made it, and ask of it.</summary>
internal interface IClientLine
{
    /// <summary>Told only to clients that asked for progress, or as a task's status.</summary>
    Task ReportAsync(ProgressNotificationValue progress, CancellationToken cancellationToken);

    /// <summary>Told only to clients that asked for messages of this level.</summary>
    Task LogAsync(LoggingLevel level, string text, CancellationToken cancellationToken);

    /// <summary>Waits until the client has answered.</summary>
    Task<InputResponse> AskAsync(InputRequest request, CancellationToken cancellationToken);
}
