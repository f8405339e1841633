using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SdkServer = ModelContextProtocol.Server.McpServer;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>The line of one request: progress and messages go with its answer; revisions with sessions are asked by requests of our own.</summary>
internal sealed class DirectLine(SdkServer server, JsonRpcRequest request, ProgressToken? progressToken, bool isStateless) : IClientLine
{
    public Task ReportAsync(ProgressNotificationValue progress, CancellationToken cancellationToken) =>
        progressToken is { } token ? server.NotifyProgressAsync(token, progress, options: null, cancellationToken) : Task.CompletedTask;

    public Task LogAsync(LoggingLevel level, string text, CancellationToken cancellationToken)
    {
        var wanted = isStateless ? request.Context?.LogLevel : server.LoggingLevel ?? LoggingLevel.Info;
        return wanted is not { } least || level < least
            ? Task.CompletedTask
            : server.SendNotificationAsync(
                NotificationMethods.LoggingMessageNotification,
                new LoggingMessageNotificationParams { Level = level, Logger = "editor-agent", Data = JsonSerializer.SerializeToElement(text, TaskWireJson.Default.String) },
                cancellationToken: cancellationToken);
    }

    public async Task<InputResponse> AskAsync(InputRequest request, CancellationToken cancellationToken) => request.Method switch
    {
        RequestMethods.ElicitationCreate => InputResponse.FromElicitResult(await server.ElicitAsync(request.ElicitationParams!, cancellationToken)),
        RequestMethods.SamplingCreateMessage => InputResponse.FromSamplingResult(await server.SampleAsync(request.SamplingParams!, cancellationToken)),
        RequestMethods.RootsList => InputResponse.FromRootsResult(await server.RequestRootsAsync(request.RootsParams ?? new ListRootsRequestParams(), cancellationToken)),
        _ => throw new InvalidOperationException($"Clients are not asked {request.Method}."),
    };
}
