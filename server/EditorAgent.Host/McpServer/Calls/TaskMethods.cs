using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Host.McpServer.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary><c>tasks/get</c>, <c>tasks/update</c> and <c>tasks/cancel</c>, for clients that say they know tasks.</summary>
internal sealed class TaskMethods(RunningCalls calls)
{
    public IList<McpServerRequestHandler> All =>
    [
        this.Method("tasks/get", (call, _) => TaskState.Of(call)),
        this.Method("tasks/update", (call, parameters) => Acknowledge(() => call.Answer(AnswersOf(parameters, call)))),
        this.Method("tasks/cancel", (call, _) => Acknowledge(call.Cancel)),
    ];

    /// <summary>The refusal of what only a client with tasks may have.</summary>
    public static MissingRequiredClientCapabilityException Undeclared() => new(
        new ClientCapabilities { Extensions = new Dictionary<string, object> { [Revision.TasksExtension] = new JsonObject() } },
        $"Declare the extension {Revision.TasksExtension} in this request's client capabilities.");

    private McpServerRequestHandler Method(string name, Func<RunningCall, JsonObject, JsonNode> answer) => new()
    {
        Method = name,
        RoutingNameParameter = "taskId",
        Handler = (request, _) =>
        {
            if (!Revision.IsStateless(request, null))
            {
                throw new McpProtocolException($"{name} belongs to revision {Revision.Stateless}.", McpErrorCode.MethodNotFound);
            }

            if (!Revision.DeclaresTasks(request))
            {
                throw Undeclared();
            }

            var parameters = request.Params as JsonObject ?? [];
            return calls.FindTask(parameters["taskId"] is JsonValue id && id.TryGetValue(out string? text) ? text : null) is { } call
                ? ValueTask.FromResult<JsonNode?>(answer(call, parameters))
                : throw new McpProtocolException("There is no such task; it may have ended more than an hour ago.", McpErrorCode.InvalidParams);
        },
    };

    private static JsonObject Acknowledge(Action effect)
    {
        effect();
        return new JsonObject { ["resultType"] = "complete" };
    }

    /// <summary>Only answers that fit their questions; an unknown key may be late and is ignored.</summary>
    private static List<KeyValuePair<string, InputResponse>> AnswersOf(JsonObject parameters, RunningCall call)
    {
        if (parameters["inputResponses"] is not JsonObject responses)
        {
            throw new McpProtocolException("inputResponses must be an object, by the keys of inputRequests.", McpErrorCode.InvalidParams);
        }

        var open = call.Open;
        var answers = new List<KeyValuePair<string, InputResponse>>();
        foreach (var (key, value) in responses)
        {
            if (!open.TryGetValue(key, out var request))
            {
                continue;
            }

            var response = new InputResponse { RawValue = JsonSerializer.SerializeToElement(value, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonNode))) };
            if (request.Method == RequestMethods.ElicitationCreate && !InputRounds.IsElicitResult(response))
            {
                throw new McpProtocolException($"The answer to {key} needs an action: accept, decline or cancel.", McpErrorCode.InvalidParams);
            }

            answers.Add(new(key, response));
        }

        return answers;
    }
}
