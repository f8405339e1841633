using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Tools of the tasks extension.</summary>
internal static class TaskTools
{
    public static IEnumerable<IServedTool> All =>
    [
        new SuiteTool("greet", "Greets at once", (call, _) => ValueTask.FromResult(SuiteTool.Text($"Hello, {call.Arguments["name"].GetString()}!")))
        {
            Schema = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""",
        },
        new SuiteTool("slow_compute", "Takes its time", SlowAsync)
        {
            Tasks = TaskSupport.Optional,
            Schema = """{"type":"object","properties":{"seconds":{"type":"number"},"label":{"type":"string"}},"required":["seconds"]}""",
        },
        new SuiteTool("failing_job", "Fails after a while", FailAsync) { Tasks = TaskSupport.Required },
        new SuiteTool("protocol_error_job", "Ends in an error of the protocol", (_, _) => throw new McpProtocolException("The job broke the protocol.", McpErrorCode.InternalError)) { Tasks = TaskSupport.Required },
        new SuiteTool("confirm_delete", "Asks before it deletes", ConfirmAsync)
        {
            Tasks = TaskSupport.Optional,
            Schema = """{"type":"object","properties":{"filename":{"type":"string"}},"required":["filename"]}""",
        },
        new SuiteTool("multi_input", "Asks two things at once", AskTwiceAsync) { Tasks = TaskSupport.Optional },
        new SuiteTool("test_tool_with_task", "Asks first, then works as a task", (call, _) => ValueTask.FromResult(SuiteTool.Text($"Worked for {call.RequestState}: {Forms.Field(call, "user_name", "name")}")))
        {
            Tasks = TaskSupport.Required,
            Before = call => _ = Forms.Field(call, "user_name", "name") ?? throw Forms.Need("asked", ("user_name", Forms.AskFor("What is your name?", "name"))),
        },
    ];

    private static async ValueTask<CallToolResult> SlowAsync(ServedCall call, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(call.Arguments["seconds"].GetDouble()), TimeProvider.System, cancellationToken);
        return SuiteTool.Text("computed");
    }

    private static async ValueTask<CallToolResult> FailAsync(ServedCall call, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        return ContentTools.Failed("The job failed.");
    }

    private static async ValueTask<CallToolResult> ConfirmAsync(ServedCall call, CancellationToken cancellationToken)
    {
        var answer = await call.Client.AskAsync(Forms.AskFor($"Delete {call.Arguments["filename"].GetString()}?", "confirm", "boolean"), cancellationToken);
        return SuiteTool.Text($"confirmed: {Forms.Field(answer, "confirm")}");
    }

    private static async ValueTask<CallToolResult> AskTwiceAsync(ServedCall call, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            call.Client.AskAsync(Forms.AskFor("First?", "name"), cancellationToken),
            call.Client.AskAsync(Forms.AskFor("Second?", "name"), cancellationToken));
        return SuiteTool.Text(string.Join(" and ", answers.Select(answer => Forms.Field(answer, "name"))));
    }
}
