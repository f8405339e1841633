using System.Collections.Concurrent;
using System.Text.Json;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
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
/// answer that was not on offer, or a client that cannot be asked: nothing is allowed and the turn ends. A client that is gone leaves the
/// question open.
/// </summary>
internal sealed partial class AcpPermissionPrompt(ClientLink link, ILogger logger) : IPermissionPrompt
{
    private readonly ConcurrentDictionary<(string Tool, string Arguments), bool> rejectedForGood = new();

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        if (request.Trust is not { } question)
        {
            return await this.AskClientAsync(request, cancellationToken);
        }

        link.Post(TrustView.Announce(request, question));
        var answer = await this.AskClientAsync(request, cancellationToken);
        link.Post(TrustView.Settle(request, answer));
        return answer;
    }

    private async Task<PermissionAnswer> AskClientAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        if (request.Trust is null && request.Choices.IsEmpty && this.rejectedForGood.ContainsKey((request.ToolName, request.ArgumentsJson)))
        {
            return new PermissionAnswer.Reject("I have said before that I do not want this call.");
        }

        var choices = request switch
        {
            { Trust: not null } => TrustView.Choices,
            { Choices.IsEmpty: false } => PermissionChoice.Among(request.Choices),
            _ => PermissionChoice.For(request.Text),
        };
        try
        {
            await link.CatchUpAsync(cancellationToken);
            var result = await link.AskAsync<RequestPermissionResult>(
                AcpMethods.Client.RequestPermission,
                new RequestPermissionParams
                {
                    SessionId = link.SessionId,
                    ToolCall = request.Trust is null ? Show(request) : TrustView.Show(request, request.Trust),
                    Options = [.. choices.Select(choice => choice.Option)],
                    Meta = PermissionMeta.Of(request),
                },
                cancellationToken);
            return this.Answer(request, choices, result?.Outcome);
        }
        catch (Exception exception) when (exception is ConnectionLostException or ObjectDisposedException or IOException)
        {
            this.LogUnanswered(request.ToolName, exception.Message);
            return new PermissionAnswer.Away();
        }
        catch (Exception exception) when (exception is RemoteRpcException or OperationCanceledException or JsonException)
        {
            this.LogUnanswered(request.ToolName, exception.Message);
            return new PermissionAnswer.Cancelled();
        }
    }

    private PermissionAnswer Answer(PermissionRequest request, IReadOnlyList<PermissionChoice> choices, RequestPermissionOutcome? outcome)
    {
        var selected = outcome as RequestPermissionOutcome.Selected;
        if (selected is null || choices.FirstOrDefault(choice => choice.Option.OptionId == selected.OptionId) is not { } chosen)
        {
            this.LogUnanswered(request.ToolName, outcome is RequestPermissionOutcome.Cancelled ? "cancelled" : "an answer that was not offered");
            return new PermissionAnswer.Cancelled();
        }

        if (PermissionMeta.DetailsOf(selected.Meta) is not { } details || !details.IsFor(request))
        {
            this.LogUnanswered(request.ToolName, "an answer to another question");
            return new PermissionAnswer.Cancelled();
        }

        if (chosen.Option.Kind == PermissionOptionKind.RejectAlways)
        {
            this.rejectedForGood[(request.ToolName, request.ArgumentsJson)] = true;
        }

        return chosen.Answer switch
        {
            PermissionAnswer.Reject => new PermissionAnswer.Reject(details.Feedback),
            PermissionAnswer.AllowOnce when details.Arguments is { } arguments => new PermissionAnswer.AllowEdited(arguments.GetRawText()),
            _ when details.Arguments is not null => new PermissionAnswer.Cancelled(),
            var answer => answer,
        };
    }

    private static PermissionToolCall Show(PermissionRequest request) => new()
    {
        ToolCallId = request.CallId.Value,
        Title = request.Text.Title,
        Name = CanonicalText.Line(request.ToolName).Text,
        Kind = ToolCallParts.KindOf(request.Plan.Kind),
        Status = ToolCallStatus.Pending,
        Content = [.. ToolCallParts.ContentOf(request.Text), .. ToolCallParts.ContentOf(request.Plan.Diffs, null) ?? []],
        Locations = ToolCallParts.LocationsOf(request.Plan.Locations),
        RawInput = ToolCallParts.Shown(request.ArgumentsJson),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "ACP: {Tool} was not allowed: {Reason}")]
    private partial void LogUnanswered(string tool, string reason);
}
