using System.Collections.Concurrent;
using System.Text.Json;
using EditorAgent.Core.Tools;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol;
using EditorAgent.Protocol.ClientMethods;
using EditorAgent.Protocol.Updates;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>
/// Asks through the client, which shows exactly the plan that will run. The answer is looked up by its option id in what was sent; an
/// answer that was not on offer, a client that cannot be asked or is gone: nothing is allowed.
/// </summary>
internal sealed partial class AcpPermissionPrompt(ClientLink link, ILogger logger) : IPermissionPrompt
{
    private readonly ConcurrentDictionary<(string Tool, string Arguments), bool> rejectedForGood = new();

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        if (this.rejectedForGood.ContainsKey((request.ToolName, request.ArgumentsJson)))
        {
            return new PermissionAnswer.Reject("I have said before that I do not want this call.");
        }

        var choices = PermissionChoice.For(request.Plan);
        try
        {
            await link.CatchUpAsync(cancellationToken);
            var result = await link.AskAsync<RequestPermissionResult>(
                AcpMethods.Client.RequestPermission,
                new RequestPermissionParams { SessionId = link.SessionId, ToolCall = Show(request), Options = [.. choices.Select(choice => choice.Option)] },
                cancellationToken);
            return this.Answer(request, choices, result?.Outcome);
        }
        catch (Exception exception) when (exception is RemoteRpcException or OperationCanceledException or ObjectDisposedException or JsonException or IOException)
        {
            this.LogUnanswered(request.ToolName, exception.Message);
            return new PermissionAnswer.Cancelled();
        }
    }

    private PermissionAnswer Answer(PermissionRequest request, IReadOnlyList<PermissionChoice> choices, RequestPermissionOutcome? outcome)
    {
        var chosen = outcome is RequestPermissionOutcome.Selected selected
            ? choices.FirstOrDefault(choice => choice.Option.OptionId == selected.OptionId)
            : null;
        switch (chosen?.Option.Kind)
        {
            case PermissionOptionKind.AllowOnce:
                return new PermissionAnswer.AllowOnce();
            case PermissionOptionKind.AllowAlways:
                return new PermissionAnswer.AllowForSession(chosen.Grant!);
            case PermissionOptionKind.RejectAlways:
                this.rejectedForGood[(request.ToolName, request.ArgumentsJson)] = true;
                return new PermissionAnswer.Reject(null);
            case PermissionOptionKind.RejectOnce:
                return new PermissionAnswer.Reject(null);
            default:
                this.LogUnanswered(request.ToolName, outcome is RequestPermissionOutcome.Cancelled ? "cancelled" : "an answer that was not offered");
                return new PermissionAnswer.Cancelled();
        }
    }

    private static PermissionToolCall Show(PermissionRequest request) => new()
    {
        ToolCallId = request.CallId.Value,
        Title = request.Plan.Title,
        Name = request.ToolName,
        Kind = ToolCallParts.KindOf(request.Plan.Kind),
        Status = ToolCallStatus.Pending,
        Content = ToolCallParts.ContentOf(request.Plan.Diffs, request.Plan.Command),
        Locations = ToolCallParts.LocationsOf(request.Plan.Locations),
        RawInput = ToolCallParts.Json(request.ArgumentsJson),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "ACP: {Tool} was not allowed: {Reason}")]
    private partial void LogUnanswered(string tool, string reason);
}
