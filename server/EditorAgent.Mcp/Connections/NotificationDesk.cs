using System.Collections.Concurrent;
using System.Text.Json;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>What a server tells without being asked, in the order in which it tells it. What is not known is nothing.</summary>
internal sealed class NotificationDesk(ServerEvents events, PendingRequests pending, AddressVisits visits)
{
    /// <summary>How often each resource is subscribed to.</summary>
    public ConcurrentDictionary<string, int> Watched { get; } = new(StringComparer.Ordinal);

    /// <summary>For calls that became tasks.</summary>
    public TaskNews Tasks { get; } = new();

    public void Take(string method, JsonElement parameters)
    {
        try
        {
            this.TakeKnown(method, parameters);
        }
        catch (InvalidOperationException) when (HasHalfCharacters(parameters))
        {
            // Nothing that could be told to anybody.
        }
    }

    private void TakeKnown(string method, JsonElement parameters)
    {
        switch (method)
        {
            case NotificationMethods.ProgressNotification:
                this.Progressed(parameters);
                break;
            case NotificationMethods.ToolListChangedNotification:
                events.ListChanged?.Invoke(ServerListKind.Tools);
                break;
            case NotificationMethods.PromptListChangedNotification:
                events.ListChanged?.Invoke(ServerListKind.Prompts);
                break;
            case NotificationMethods.ResourceListChangedNotification:
                events.ListChanged?.Invoke(ServerListKind.Resources);
                break;
            case NotificationMethods.ResourceUpdatedNotification when parameters.Text("uri") is { } uri && !this.Watched.IsEmpty:
                events.ResourceChanged?.Invoke(uri);
                break;
            case NotificationMethods.LoggingMessageNotification:
                this.Said(parameters);
                break;
            case "notifications/elicitation/complete" when parameters.Text("elicitationId") is { } visit:
                visits.Done(visit);
                break;
            case "notifications/tasks" when parameters.Text("taskId") is { } task:
                this.Tasks.Changed(task);
                break;
            case "notifications/subscriptions/acknowledged" when parameters.Object("_meta")?.Text(MetaKeys.SubscriptionId) is { } id:
                pending.Find(id)?.Run.Heard?.Invoke();
                break;
        }
    }

    private void Progressed(JsonElement parameters)
    {
        if (parameters.Text("progressToken") is { } token && parameters.Real("progress") is { } done)
        {
            var message = parameters.Text("message");
            pending.Find(token)?.Run.Progressed(new CallProgress(done, parameters.Real("total"), message is null ? null : ServerText.Line(message)));
        }
    }

    private void Said(JsonElement parameters)
    {
        if (events.Said is not { } said || parameters.ValueKind is not JsonValueKind.Object || !parameters.TryGetProperty("data", out var data))
        {
            return;
        }

        var text = data.ValueKind is JsonValueKind.String ? data.GetString() : data.GetRawText();
        var source = parameters.Text("logger");
        said(ServerText.Line(parameters.Text("level") ?? "info"), ServerText.Line(source is null ? text : $"{source}: {text}"));
    }

    private static bool HasHalfCharacters(JsonElement parameters)
    {
        try
        {
            return parameters.ValueKind is not JsonValueKind.Undefined && !IsWhole(parameters);
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool IsWhole(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is not null,
        JsonValueKind.Object => element.EnumerateObject().All(member => IsWhole(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsWhole),
        _ => true,
    };
}
