using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;

namespace EditorAgent.Mcp.Connections;

/// <summary>A call that became a task (the extension <c>io.modelcontextprotocol/tasks</c>): asked after until it is done. Whoever gives it up has asked for its end.</summary>
internal sealed class TaskFollower(string server, Requester requester, TimeProvider time)
{
    public const string Extension = "io.modelcontextprotocol/tasks";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <returns>The result of the call.</returns>
    public async Task<JsonElement> FollowAsync(JsonElement task, RequestRun run)
    {
        var id = task.Text("taskId") ?? throw requester.Senseless("a task without an id");
        try
        {
            while (true)
            {
                switch (task.Text("status"))
                {
                    case "completed":
                        return task.TryGetProperty("result", out var result) ? result : throw requester.Senseless("a finished task without a result");
                    case "failed":
                        throw task.Object("error") is { } error ? Failures.OfError(error) : requester.Senseless("a failed task that does not say why");
                    case "cancelled":
                        throw new ServerException(ServerFailureKind.Refused, $"The server {server} gave the call up.") { WasSent = true };
                    case "input_required" when task.Object("inputRequests") is { } inputs:
                        var answers = await requester.AnsweredInputsAsync(inputs, run);
                        await this.AskAsync("tasks/update", id, new JsonObject { ["inputResponses"] = answers }, run);
                        break;
                    case "working" or "input_required":
                        await this.PauseAsync(task, run);
                        break;
                    default:
                        throw requester.Senseless("a task of an unknown status");
                }

                task = await this.AskAsync("tasks/get", id, [], run);
                run.SignOfLife();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ServerException { Kind: ServerFailureKind.TimedOut })
        {
            await this.CancelAsync(id);
            throw;
        }
    }

    private Task<JsonElement> AskAsync(string method, string id, JsonObject parameters, RequestRun run)
    {
        parameters["taskId"] = id;
        return requester.RoundAsync(method, parameters, id, run);
    }

    private async Task PauseAsync(JsonElement task, RequestRun run)
    {
        var wanted = task.Real("pollIntervalMs") is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, Shortest.TotalMilliseconds, Longest.TotalMilliseconds)) : Usual;
        try
        {
            await Task.Delay(wanted, time, run.Stopped);
        }
        catch (OperationCanceledException)
        {
            throw run.Reason(server, wasSent: true);
        }
    }

    private async Task CancelAsync(string id)
    {
        try
        {
            using var run = new RequestRun(new CallOptions { IdleLimit = Farewell, TotalLimit = Farewell }, time, CancellationToken.None);
            await this.AskAsync("tasks/cancel", id, [], run);
        }
        catch (ServerException)
        {
            // The caller has its reason already.
        }
    }
}
