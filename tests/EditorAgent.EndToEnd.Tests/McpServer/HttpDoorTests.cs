using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Headless;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.McpServer;

public sealed class HttpDoorTests : IDisposable
{
    private const string Forms = """{"elicitation":{"form":{}}}""";
    private const string FormsAndTasks = """{"elicitation":{"form":{}},"extensions":{"io.modelcontextprotocol/tasks":{}}}""";

    private readonly AgentFolders folders = new();

    public HttpDoorTests() => File.WriteAllText(this.folders.WorkFile("notes.txt"), "colour=red\n");

    private string Notes => File.ReadAllText(this.folders.WorkFile("notes.txt"));

    [Fact]
    public async Task SdkClient_WithTheToken_ListsReadsAndHasItsUserAsked()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model));

        var told = await SdkClient.OverHttpAsync(
            this.folders,
            door.Url,
            door.Token,
            """
            [{"method":"listTools"},
             {"method":"callTool","params":{"name":"read","arguments":{"path":"notes.txt"}}},
             {"method":"callTool","params":{"name":"coding_task","arguments":{"prompt":"Make it green."}}}]
            """,
            """[{"decision":"allow"}]""");

        Assert.Contains(told.Result(0).GetProperty("tools").EnumerateArray(), tool => tool.GetProperty("name").GetString() == "coding_task");
        Assert.Contains("colour=red", told.Result(1).Text(), StringComparison.Ordinal);
        Assert.Single(told.Questions());
        Assert.Equal("colour=green\n", this.Notes);
    }

    /// <summary>Attack A15: a page whose name was made to point here, and programs without the token.</summary>
    [Fact]
    public async Task Strangers_AreRefusedBeforeAnythingIsRead()
    {
        await using var door = await HttpDoor.StartAsync(this.folders);
        const string Body = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(request => request.Headers.Remove("Authorization")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('0', 64));
        }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(request => request.Headers.Host = "rebound.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(request => request.Headers.Add("Origin", "http://rebound.example")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_ => { }));

        async Task<HttpStatusCode> StatusAsync(Action<HttpRequestMessage> change)
        {
            using var request = door.Post(Body);
            change(request);
            using var answer = await door.SendAsync(request);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task StatelessClient_AnswersInASecondRound_AndTheTurnGoesOn()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model));

        var first = (await door.RequestAsync("tools/call", Call(), Forms)).GetProperty("result");
        Assert.Equal("input_required", first.GetProperty("resultType").GetString());
        Assert.Equal("colour=red\n", this.Notes);
        var question = Assert.Single(first.GetProperty("inputRequests").EnumerateObject());
        Assert.Contains("+colour=green", question.Value.GetProperty("params").GetProperty("message").GetString(), StringComparison.Ordinal);
        var state = first.GetProperty("requestState").GetString()!;

        var forged = await door.RequestAsync("tools/call", Answer(question.Name, state + "A"), Forms);
        Assert.Equal(-32602, forged.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("colour=red\n", this.Notes);

        var second = (await door.RequestAsync("tools/call", Answer(question.Name, state), Forms)).GetProperty("result");
        Assert.Equal("complete", second.GetProperty("resultType").GetString());
        Assert.Equal("Changed.", second.GetProperty("structuredContent").GetProperty("answer").GetString());
        Assert.Equal("colour=green\n", this.Notes);

        var again = await door.RequestAsync("tools/call", Answer(question.Name, state), Forms);
        Assert.Equal(-32602, again.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task TaskClient_AnswersByUpdate_AndTheTaskCompletes()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model));

        var created = (await door.RequestAsync("tools/call", Call(), FormsAndTasks)).GetProperty("result");
        Assert.Equal("task", created.GetProperty("resultType").GetString());
        var id = created.GetProperty("taskId").GetString()!;
        var asking = await UntilAsync(door, id, "input_required");
        var key = Assert.Single(asking.GetProperty("inputRequests").EnumerateObject()).Name;
        await door.RequestAsync("tasks/update", new JsonObject { ["taskId"] = id, ["inputResponses"] = Responses(key) }, FormsAndTasks);
        var done = await UntilAsync(door, id, "completed");

        Assert.Equal("Changed.", done.GetProperty("result").GetProperty("structuredContent").GetProperty("answer").GetString());
        Assert.Equal("colour=green\n", this.Notes);
    }

    [Fact]
    public async Task TaskClient_ThatListens_IsToldOfEachStateWithoutAsking()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model));
        var id = (await door.RequestAsync("tools/call", Call(), FormsAndTasks)).GetProperty("result").GetProperty("taskId").GetString()!;
        JsonElement last = default;

        await foreach (var told in door.ListenAsync(new JsonObject { ["taskIds"] = new JsonArray(id, "none") }, FormsAndTasks))
        {
            last = told.GetProperty("params");
            Assert.Equal(1, last.GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetInt32());
            if (told.GetProperty("method").ValueEquals("notifications/subscriptions/acknowledged"))
            {
                Assert.Equal([id], last.GetProperty("notifications").GetProperty("taskIds").EnumerateArray().Select(one => one.GetString()));
                continue;
            }

            Assert.Equal(("notifications/tasks", id), (told.GetProperty("method").GetString(), last.GetProperty("taskId").GetString()));
            if (last.GetProperty("status").ValueEquals("input_required"))
            {
                var key = Assert.Single(last.GetProperty("inputRequests").EnumerateObject()).Name;
                await door.RequestAsync("tasks/update", new JsonObject { ["taskId"] = id, ["inputResponses"] = Responses(key) }, FormsAndTasks);
            }
            else if (last.GetProperty("status").ValueEquals("completed"))
            {
                break;
            }
        }

        Assert.Equal("Changed.", last.GetProperty("result").GetProperty("structuredContent").GetProperty("answer").GetString());
        Assert.Equal("colour=green\n", this.Notes);
    }

    [Fact]
    public async Task Listener_OfAFile_IsToldWhenAnotherProgramChangesIt()
    {
        await using var door = await HttpDoor.StartAsync(this.folders);
        var uri = new Uri(this.folders.WorkFile("notes.txt")).AbsoluteUri;
        var methods = new List<string>();

        await foreach (var told in door.ListenAsync(new JsonObject { ["resourceSubscriptions"] = new JsonArray(uri) }, Forms))
        {
            methods.Add(told.GetProperty("method").GetString()!);
            if (methods is ["notifications/subscriptions/acknowledged"])
            {
                await File.WriteAllTextAsync(this.folders.WorkFile("notes.txt"), "colour=yellow\n", TestContext.Current.CancellationToken);
                continue;
            }

            Assert.Equal(uri, told.GetProperty("params").GetProperty("uri").GetString());
            break;
        }

        Assert.Equal(["notifications/subscriptions/acknowledged", "notifications/resources/updated"], methods);
    }

    [Fact]
    public async Task TaskClient_ThatCancels_ReachesTheTurn()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model));
        var id = (await door.RequestAsync("tools/call", Call(), FormsAndTasks)).GetProperty("result").GetProperty("taskId").GetString()!;
        await UntilAsync(door, id, "input_required");

        await door.RequestAsync("tasks/cancel", new JsonObject { ["taskId"] = id }, FormsAndTasks);
        await UntilAsync(door, id, "cancelled");

        Assert.Equal("colour=red\n", this.Notes);
        Assert.Contains(this.folders.Journals().Values, journal => journal.Contains("\"cancelled\"", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StatelessClient_ThatLetsGoOfItsRequest_EndsTheTurn()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);
        await using var door = await HttpDoor.StartAsync(this.folders.WithModel(model.BaseUrl("delayFirstByteMs=600000")));
        using var letGo = new CancellationTokenSource();
        var pending = door.RequestAsync("tools/call", Call(), Forms, letGo.Token);
        await UntilAsync(() => Task.FromResult(this.folders.Journals().Values.Any(journal => journal.Contains("\"turn_start\"", StringComparison.Ordinal))));

        await letGo.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await UntilAsync(() => Task.FromResult(this.folders.Journals().Values.Any(journal => journal.Contains("\"cancelled\"", StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public async Task Door_OnSigterm_EndsCleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no signals there");
        await using var door = await HttpDoor.StartAsync(this.folders);

        using (var kill = Process.Start("kill", ["-TERM", $"{door.ProcessId}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var result = await door.WaitForEndAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain(door.Token, result.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => this.folders.Dispose();

    private static JsonObject Call() => new() { ["name"] = "coding_task", ["arguments"] = new JsonObject { ["prompt"] = "Make it green." } };

    private static JsonObject Answer(string key, string state)
    {
        var call = Call();
        call["inputResponses"] = Responses(key);
        call["requestState"] = state;
        return call;
    }

    private static JsonObject Responses(string key) => new() { [key] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["decision"] = "allow" } } };

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<JsonElement> UntilAsync(HttpDoor door, string id, string status)
    {
        while (true)
        {
            var task = (await door.RequestAsync("tasks/get", new JsonObject { ["taskId"] = id }, FormsAndTasks)).GetProperty("result");
            if (task.GetProperty("status").GetString() == status)
            {
                return task;
            }

            Assert.True(task.GetProperty("status").GetString() is "working" or "input_required", task.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
