using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using EditorAgent.Host.McpServer.Protocol;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>
/// <c>tools/call</c>, whichever way it goes: at once; as a task; or in rounds, each of which ends with questions that the client answers in the next.
/// In revisions with sessions questions are requests of ours to the client, and the call stays one call.
/// </summary>
internal sealed partial class ToolDispatch(Offer offer, RunningCalls calls, InputRounds rounds, TimeProvider time, ILogger logger)
{
    private const string ParkedPrefix = "call:";
    private const string OwnPrefix = "tool:";

    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var parameters = request.Params;
        if (offer.Find(parameters?.Name) is not { } tool)
        {
            throw new McpProtocolException($"There is no tool \"{parameters?.Name}\".", McpErrorCode.InvalidParams);
        }

        rounds.Open(request.JsonRpcRequest, parameters!, parameters!.Name);
        var isStateless = Revision.IsStateless(request.JsonRpcRequest, request.Server);
        var isTask = isStateless && tool.Tasks != TaskSupport.Never && Revision.DeclaresTasks(request.JsonRpcRequest);
        if (tool.Tasks == TaskSupport.Required && !isTask)
        {
            throw TaskMethods.Undeclared();
        }

        var line = new DirectLine(request.Server, request.JsonRpcRequest, parameters.ProgressToken, isStateless);
        try
        {
            if (!isStateless)
            {
                return await this.RunAsync(tool, CallOf(request, line), cancellationToken);
            }

            return parameters.RequestState is { } state && state.StartsWith(ParkedPrefix, StringComparison.Ordinal)
                ? await this.GoOnAsync(state[ParkedPrefix.Length..], request, line, cancellationToken)
                : await this.BeginAsync(tool, request, line, isTask, cancellationToken);
        }
        catch (InputRequiredException required)
        {
            throw rounds.Sealed(RequestMethods.ToolsCall, parameters.Name, required);
        }
    }

    private async ValueTask<ResultOrAlternate<CallToolResult>> BeginAsync(
        IServedTool tool, RequestContext<CallToolRequestParams> request, DirectLine line, bool isTask, CancellationToken cancellationToken)
    {
        var running = new RunningCall(tool.Definition.Name, time) { IsTask = isTask, Listener = isTask ? null : line };
        var call = CallOf(request, running);
        await OwnState(() => tool.PrepareAsync(call, cancellationToken));
        running.Start(token => this.RunAsync(tool, call, token));
        if (!isTask)
        {
            return await this.WaitAsync(running, cancellationToken);
        }

        calls.Add(running);
        return ResultOrAlternate<CallToolResult>.FromAlternate(TaskState.Created(running), TaskWireJson.Default.CreatedTask);
    }

    private async ValueTask<ResultOrAlternate<CallToolResult>> GoOnAsync(
        string id, RequestContext<CallToolRequestParams> request, DirectLine line, CancellationToken cancellationToken)
    {
        if (calls.Unpark(id) is not { } running)
        {
            throw new McpProtocolException("The call that asked this has ended, or was answered already. Nothing more happens; call again.", McpErrorCode.InvalidParams);
        }

        running.Listener = line;
        var open = running.Open;
        running.Answer(InputRounds.AnswersOf(request.Params).Where(answer =>
            open.TryGetValue(answer.Key, out var asked) && (asked.Method != RequestMethods.ElicitationCreate || InputRounds.IsElicitResult(answer.Value))));
        return await this.WaitAsync(running, cancellationToken);
    }

    /// <summary>Until the end, or the next question. A client that lets go of the request ends the call.</summary>
    private async Task<CallToolResult> WaitAsync(RunningCall running, CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static state => ((RunningCall)state!).Cancel(), running))
        {
            if (await Task.WhenAny(running.Completion, running.Asked) == running.Completion || cancellationToken.IsCancellationRequested)
            {
                return await running.Completion;
            }
        }

        var questions = running.Open;
        calls.Park(running);
        throw new InputRequiredException(questions, ParkedPrefix + running.Id);
    }

    private async ValueTask<CallToolResult> RunAsync(IServedTool tool, ServedCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await OwnState(() => tool.CallAsync(call, cancellationToken));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or McpException or InputRequiredException))
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            this.LogToolFault(call.ToolName, id, exception);
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = $"The tool {call.ToolName} failed inside the server (fault {id} in its log)." }] };
        }
    }

    /// <summary>A tool's own state must not be taken for a parked call's.</summary>
    private static async ValueTask<T> OwnState<T>(Func<ValueTask<T>> run)
    {
        try
        {
            return await run();
        }
        catch (InputRequiredException required) when (required.Result.RequestState is { } state)
        {
            throw new InputRequiredException(required.Result.InputRequests, OwnPrefix + state);
        }
    }

    private static async ValueTask OwnState(Func<ValueTask> run) => await OwnState(async () =>
    {
        await run();
        return true;
    });

    private static ServedCall CallOf(RequestContext<CallToolRequestParams> request, IClientLine client) => new()
    {
        ToolName = request.Params.Name,
        Arguments = request.Params.Arguments ?? new Dictionary<string, JsonElement>(),
        Capabilities = request.Server.ClientCapabilities ?? new ClientCapabilities(),
        Client = client,
        InputResponses = InputRounds.AnswersOf(request.Params),
        RequestState = request.Params.RequestState is { } state && state.StartsWith(OwnPrefix, StringComparison.Ordinal) ? state[OwnPrefix.Length..] : null,
    };

    [LoggerMessage(1, LogLevel.Error, "Served tool {Tool} failed, fault {Id}")]
    private partial void LogToolFault(string tool, string id, Exception exception);
}
