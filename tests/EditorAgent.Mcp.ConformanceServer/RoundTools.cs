using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Tools whose clients call again with answers.</summary>
internal static class RoundTools
{
    public static IEnumerable<IServedTool> All =>
    [
        Tool("elicitation", call => Forms.Field(call, "user_name", "name") is { } name
            ? $"Hello, {name}!"
            : throw Forms.Need(null, ("user_name", Forms.AskFor("What is your name?", "name")))),
        Tool("sampling", call => call.InputResponses.TryGetValue("sample_request", out var answer)
            ? $"Sampling result: {answer.RawValue.GetProperty("content").GetProperty("text").GetString()}"
            : throw Forms.Need(null, ("sample_request", Forms.Sample("What is the capital of France?", 100)))),
        Tool("list_roots", call => call.InputResponses.TryGetValue("roots_request", out var answer)
            ? $"Found {answer.RawValue.GetProperty("roots").GetArrayLength()} root(s)"
            : throw Forms.Need(null, ("roots_request", Forms.Roots))),
        Tool("request_state", call => call.RequestState == "request-state" && Forms.Field(call, "confirm", "ok") is not null
            ? "state-ok: requestState validated"
            : throw Forms.Need("request-state", ("confirm", Forms.AskFor("Please confirm", "ok", "boolean")))),
        Tool("multiple_inputs", call => call.RequestState == "multiple-inputs" && call.InputResponses.Count >= 3
            ? $"Name: {Forms.Field(call, "user_name", "name")}; answers: {call.InputResponses.Count}"
            : throw Forms.Need("multiple-inputs", ("user_name", Forms.AskFor("What is your name?", "name")), ("greeting", Forms.Sample("Generate a greeting", 50)), ("client_roots", Forms.Roots))),
        Tool("multi_round", Rounds),
        Tool("tampered_state", call => call.RequestState == "tamper-test" && call.InputResponses.ContainsKey("confirm")
            ? "integrity-ok: state verified"
            : throw Forms.Need("tamper-test", ("confirm", Forms.AskFor("Please confirm", "ok", "boolean")))),
        Tool("capabilities", Capable),
    ];

    private static SuiteTool Tool(string name, Func<ServedCall, string> answer) =>
        new($"test_input_required_result_{name}", "Needs answers of the client", (call, _) => ValueTask.FromResult(SuiteTool.Text(answer(call))));

    private static string Rounds(ServedCall call)
    {
        var state = call.RequestState;
        if (state == "1" && Forms.Field(call, "step1", "name") is { } name)
        {
            throw Forms.Need($"2 {name}", ("step2", Forms.AskFor("Step 2: What is your favorite color?", "color")));
        }

        return state is ['2', ' ', .. var known] && Forms.Field(call, "step2", "color") is { } color
            ? $"Multi-round complete for {known} who likes {color}"
            : throw Forms.Need("1", ("step1", Forms.AskFor("Step 1: What is your name?", "name")));
    }

    private static string Capable(ServedCall call)
    {
        if (!call.InputResponses.IsEmpty)
        {
            return $"capabilities-ok: received {string.Join(',', call.InputResponses.Keys)}";
        }

        var requests = new Dictionary<string, InputRequest>();
        if (call.CanElicit)
        {
            requests["elicit_input"] = Forms.AskFor("Elicitation input", "value");
        }

        if (call.Capabilities.Sampling is not null)
        {
            requests["sample_input"] = Forms.Sample("Sample request", 50);
        }

        return requests.Count == 0 ? "No supported capabilities declared" : throw new InputRequiredException(requests, "capabilities-test");
    }
}
