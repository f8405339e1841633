using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// A call that became a task (the extension <c>io.modelcontextprotocol/tasks</c>): asked after until it is done, as often as the server
/// wishes and whenever it tells that something changed. Whoever gives it up has asked for its end.
/// </summary>
internal sealed class TaskFollower(string server, Requester requester, TaskNews news, Task connectionEnd, TimeProvider time)
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
        run.TaskBegan?.Invoke(id);
        var changed = news.Follow(id);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        Listening? listening = null;
        try
        {
            while (true)
            {
                var status = task.Text("status");
                if (status is "completed" or "failed" or "cancelled")
                {
                    run.TaskOver?.Invoke();
                }

                switch (status)
                {
                    case "completed":
                        return task.TryGetProperty("result", out var result) ? result : throw requester.Senseless("a finished task without a result");
                    case "failed":
                        throw task.Object("error") is { } error ? Failures.OfError(error) : requester.Senseless("a failed task that does not say why");
                    case "cancelled":
                        throw new ServerException(ServerFailureKind.Refused, $"The server {server} gave the call up.") { WasSent = true };
                    case "input_required" when task.Object("inputRequests") is { } inputs && inputs.EnumerateObject().Any(input => !answered.Contains(input.Name)):
                        await this.AnswerAsync(id, inputs, answered, run);
                        break;
                    case "working" or "input_required":
                        listening ??= new Listening(requester, connectionEnd, new JsonObject { ["taskIds"] = new JsonArray(id) }, time, run.Stopped);
                        await this.PauseAsync(task, changed, run);
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
            if (await this.CancelAsync(id))
            {
                run.TaskOver?.Invoke();
            }

            throw;
        }
        finally
        {
            news.Leave(id);
            await (listening?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Each is asked once: a server may take its time to see an answer.</summary>
    private async Task AnswerAsync(string id, JsonElement inputs, HashSet<string> answered, RequestRun run)
    {
        var open = inputs.EnumerateObject().Where(input => !answered.Contains(input.Name)).ToArray();
        var answers = await requester.AnsweredInputsAsync(open, run);
        answered.UnionWith(open.Select(input => input.Name));
        await this.AskAsync("tasks/update", id, new JsonObject { ["inputResponses"] = answers }, run);
    }

    /// <summary>A refusal here says nothing about whether the call ran.</summary>
    private async Task<JsonElement> AskAsync(string method, string id, JsonObject parameters, RequestRun run)
    {
        parameters["taskId"] = id;
        try
        {
            return await requester.RoundAsync(method, parameters, id, run);
        }
        catch (ServerException refused) when (refused.Kind == ServerFailureKind.Refused)
        {
            throw new ServerException(ServerFailureKind.Ended, $"The server {server} made a task of the call and does not tell what became of it. {refused.Message}", refused) { WasSent = true };
        }
    }

    private async Task PauseAsync(JsonElement task, SemaphoreSlim changed, RequestRun run)
    {
        var wanted = task.Real("pollIntervalMs") is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, Shortest.TotalMilliseconds, Longest.TotalMilliseconds)) : Usual;
        try
        {
            // A server that tells of changes without end is not asked without end.
            await Task.Delay(Shortest, time, run.Stopped);
            if (wanted > Shortest)
            {
                await this.UntilAsync(changed, wanted - Shortest, run.Stopped);
            }
        }
        catch (OperationCanceledException)
        {
            throw run.Reason(server, wasSent: true);
        }
    }

    private async Task UntilAsync(SemaphoreSlim changed, TimeSpan longest, CancellationToken stopped)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var told = changed.WaitAsync(over.Token);
        await Task.WhenAny(told, Task.Delay(longest, time, over.Token));
        await over.CancelAsync();
        await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopped.ThrowIfCancellationRequested();
    }

    /// <summary>What became of a task that nobody follows; one that still runs is asked to stop.</summary>
    public async Task<LeftTask> EndAsync(string id, CancellationToken cancellationToken)
    {
        using var run = new RequestRun(new CallOptions { IdleLimit = Longest, TotalLimit = Longest }, time, cancellationToken);
        try
        {
            var task = await requester.RoundAsync("tasks/get", new JsonObject { ["taskId"] = id }, id, run);
            switch (task.Text("status"))
            {
                case "completed" when task.TryGetProperty("result", out var result):
                    return new LeftTask(LeftTaskEnd.Completed, AnswerReader.Read(result));
                case "completed" or "failed":
                    return new LeftTask(LeftTaskEnd.Failed, null);
                case "cancelled":
                    return new LeftTask(LeftTaskEnd.Stopped, null);
            }

            await requester.RoundAsync("tasks/cancel", new JsonObject { ["taskId"] = id }, id, run);
            return new LeftTask(LeftTaskEnd.Stopped, null);
        }
        catch (Exception unknown) when (unknown is ServerException { Kind: ServerFailureKind.Refused or ServerFailureKind.Unreadable } or InvalidOperationException)
        {
            return new LeftTask(LeftTaskEnd.Forgotten, null);
        }
    }

    /// <returns>Whether the server has taken it up.</returns>
    private async Task<bool> CancelAsync(string id)
    {
        try
        {
            using var run = new RequestRun(new CallOptions { IdleLimit = Farewell, TotalLimit = Farewell }, time, CancellationToken.None);
            await this.AskAsync("tasks/cancel", id, [], run);
            return true;
        }
        catch (ServerException)
        {
            // The caller has its reason already.
            return false;
        }
    }
}
