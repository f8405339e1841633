using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>How a running call looks as a task.</summary>
internal static class TaskState
{
    public const long PollIntervalMs = 500;

    public static CreatedTask Created(RunningCall call) => new()
    {
        TaskId = call.Id,
        Status = "working",
        CreatedAt = call.CreatedAt,
        LastUpdatedAt = call.CreatedAt,
        TtlMs = (long)RunningCalls.TaskLifetime.TotalMilliseconds,
        PollIntervalMs = PollIntervalMs,
        StatusMessage = call.Message,
    };

    /// <summary>Everything that is known; the result or the error is in it once there is one.</summary>
    public static JsonObject Of(RunningCall call)
    {
        var state = (JsonObject)JsonSerializer.SerializeToNode(Created(call), TaskWireJson.Default.CreatedTask)!;
        state["resultType"] = "complete";
        state["lastUpdatedAt"] = JsonValue.Create(call.UpdatedAt);
        if (call.Result is { } result)
        {
            result.ResultType ??= "complete";
            state["status"] = "completed";
            state["result"] = JsonSerializer.SerializeToNode(result, (JsonTypeInfo<CallToolResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(CallToolResult)));
        }
        else if (call.Failure is { } failure)
        {
            state["status"] = call.IsCancelled || failure is OperationCanceledException ? "cancelled" : "failed";
            if (!call.IsCancelled)
            {
                state["error"] = ErrorOf(failure);
            }
        }
        else
        {
            AddOpen(call, state);
        }

        return state;
    }

    private static void AddOpen(RunningCall call, JsonObject state)
    {
        var open = call.Open;
        if (open.IsEmpty || call.IsCancelled)
        {
            return;
        }

        state["status"] = "input_required";
        var requests = new JsonObject();
        foreach (var (key, request) in open)
        {
            requests[key] = new JsonObject { ["method"] = request.Method, ["params"] = request.Params is { } parameters ? JsonNode.Parse(parameters.GetRawText()) : null };
        }

        state["inputRequests"] = requests;
    }

    private static JsonObject ErrorOf(Exception exception) => exception is McpProtocolException protocol
        ? new JsonObject { ["code"] = (int)protocol.ErrorCode, ["message"] = protocol.Message }
        : new JsonObject { ["code"] = (int)McpErrorCode.InternalError, ["message"] = "The call failed inside the server." };
}
