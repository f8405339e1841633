using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// Sends requests, each under its caller's limits, and answers what a server needs to finish one. Whoever gives up a request has told the server.
/// </summary>
internal sealed class Requester(string server, McpClient client, SessionTransport session, PendingRequests pending, QuestionDesk desk, AddressVisits visits, TaskNews tasks, IServerLink link, TimeProvider time)
{
    private const int MostRounds = 10;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly SelfIntroduction? introduction = string.CompareOrdinal(client.NegotiatedProtocolVersion, ConnectionStart.Stateless) >= 0 ? new SelfIntroduction(client.NegotiatedProtocolVersion!) : null;

    /// <summary>Whether the revision is of the stateless kind.</summary>
    public bool IsStateless => this.introduction is not null;

    /// <returns>The result, finished.</returns>
    /// <exception cref="ServerException">It failed.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject parameters, CallOptions options, CancellationToken cancellationToken)
    {
        using var run = new RequestRun(options, time, cancellationToken);
        try
        {
            return await this.RunAsync(method, parameters, run);
        }
        catch (ServerException refusal) when (refusal.Code == (int)McpErrorCode.UrlElicitationRequired)
        {
            if (!await this.VisitAsync(refusal, run))
            {
                throw;
            }

            return await this.RunAsync(method, parameters, run);
        }
        catch (InvalidOperationException)
        {
            throw this.Senseless("a text in it is half a character");
        }
    }

    public async Task<JsonElement> RunAsync(string method, JsonObject parameters, RequestRun run)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var result = await this.RoundAsync(method, parameters, null, run);
            switch (KindOf(result))
            {
                case null or "complete":
                    return result;
                case "input_required":
                    run.SignOfLife();
                    parameters = await this.AnsweredAsync(parameters, result, run);
                    break;
                case "task" when this.IsStateless && method == RequestMethods.ToolsCall:
                    return await this.Follower().FollowAsync(result, run);
                default:
                    throw this.Senseless("its answer is of an unknown kind");
            }
        }

        throw this.Senseless($"it asked back more than {MostRounds} times");
    }

    public TaskFollower Follower() => new(server, this, tasks, session.Ended, time);

    /// <summary>One request and its answer, whatever that is.</summary>
    /// <param name="routingName">What the request is about, where the method's own parameters do not tell a transport.</param>
    public async Task<JsonElement> RoundAsync(string method, JsonObject parameters, string? routingName, RequestRun run)
    {
        var request = pending.Add(run);
        using var abort = link.AnswersOnTheWay ? new CancellationTokenSource() : null;
        using var stop = run.Stopped.UnsafeRegister(static (state, token) => ((PendingRequest)state!).Stop(token), request);
        try
        {
            Meta(parameters)["progressToken"] = (string)request.Id.Id!;
            _ = this.WatchAsync(request, method, parameters, routingName, abort?.Token ?? CancellationToken.None);
            return await request.Answer;
        }
        catch (OperationCanceledException)
        {
            var wasSent = request.GiveUp();
            if (wasSent)
            {
                await this.TellAsync(request.Id);
            }

            await (abort?.CancelAsync() ?? Task.CompletedTask);
            throw run.Reason(server, wasSent);
        }
        finally
        {
            pending.Remove(request);
        }
    }

    public async Task<JsonObject> AnsweredInputsAsync(IEnumerable<JsonProperty> inputRequests, RequestRun run)
    {
        var answers = new JsonObject();
        run.BeginQuestion();
        try
        {
            foreach (var input in inputRequests)
            {
                answers[input.Name] = await desk.AnswerAsync(input.Value.Text("method") ?? "", input.Value.Object("params") ?? default, run.Questions, run.Stopped);
            }
        }
        catch (QuestionRefusedException refused)
        {
            throw new ServerException(ServerFailureKind.Refused, $"The server {server} needs an answer that it does not get: {refused.Message}") { WasSent = true };
        }
        catch (OperationCanceledException) when (run.Stopped.IsCancellationRequested)
        {
            throw run.Reason(server, wasSent: true);
        }
        finally
        {
            run.EndQuestion();
        }

        return answers;
    }

    public ServerException Senseless(string why) => new(ServerFailureKind.Unreadable, $"The server {server} makes no sense: {why}.") { WasSent = true };

    public static JsonObject Meta(JsonObject parameters)
    {
        if (parameters["_meta"] is not JsonObject meta)
        {
            parameters["_meta"] = meta = [];
        }

        return meta;
    }

    /// <summary>
    /// Over HTTP the SDK sends it and reads the answer; through pipes it has nothing to add to what we do, and is not asked. The answer comes to us
    /// on its own way, and only a failure is still of interest here.
    /// </summary>
    private async Task WatchAsync(PendingRequest request, string method, JsonObject parameters, string? routingName, CancellationToken abort)
    {
        try
        {
            var message = new JsonRpcRequest { Id = request.Id, Method = method, Params = parameters };
            if (link.IsPlain)
            {
                this.introduction?.WriteTo(Meta(parameters));
                await session.SendMessageAsync(message, CancellationToken.None);
                return;
            }

            if (routingName is not null)
            {
                message.Context = new JsonRpcMessageContext { RoutingName = routingName };
            }

            await client.SendRequestAsync(message, abort);
        }
        catch (Exception failure)
        {
            request.Fail(session.Ended.IsCompletedSuccessfully ? await session.Ended : Failures.Of(failure, server, link));
        }
    }

    /// <summary>On streamable HTTP of the stateless revision giving the request up says it already.</summary>
    private async Task TellAsync(RequestId id)
    {
        if (this.IsStateless && link.AnswersOnTheWay)
        {
            return;
        }

        try
        {
            await client.SendMessageAsync(new JsonRpcNotification
            {
                Method = NotificationMethods.CancelledNotification,
                Params = new JsonObject { ["requestId"] = (string)id.Id!, ["reason"] = "given up" },
            }, CancellationToken.None).WaitAsync(Farewell, time);
        }
        catch (Exception)
        {
            // It does not listen any more, which is what the caller gets to know anyway.
        }
    }

    private async Task<JsonObject> AnsweredAsync(JsonObject parameters, JsonElement result, RequestRun run)
    {
        var next = parameters.DeepClone().AsObject();
        next.Remove("inputResponses");
        next.Remove("requestState");
        var inputs = result.Object("inputRequests");
        var state = result.Member("requestState", JsonValueKind.String);
        if (inputs is null && state is null)
        {
            throw this.Senseless("it asks back without a question");
        }

        if (state is { } opaque)
        {
            next["requestState"] = JsonValue.Create(opaque);
        }

        if (inputs is { } asked)
        {
            next["inputResponses"] = await this.AnsweredInputsAsync(asked.EnumerateObject(), run);
        }

        return next;
    }

    private async Task<bool> VisitAsync(ServerException refusal, RequestRun run)
    {
        try
        {
            return await visits.MakeAsync(refusal, run);
        }
        catch (OperationCanceledException)
        {
            throw run.Reason(server, wasSent: true);
        }
    }

    private static string? KindOf(JsonElement result)
    {
        try
        {
            return result.ValueKind is JsonValueKind.Object && result.TryGetProperty("resultType", out var kind) ? kind.ValueKind is JsonValueKind.String ? kind.GetString() : "" : null;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
