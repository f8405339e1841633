using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Crash;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Security.Tests.Cases;

namespace EditorAgent.Security.Tests.Play;

/// <summary>A running sidecar and the editor that talks to it, one conversation after the other.</summary>
internal sealed class Sidecar : IAsyncDisposable
{
    private readonly AgentProcess process;
    private readonly AcpLines client;
    private readonly Queue<string> answers = [];
    private readonly HttpClient browser = new();
    private readonly List<Task> visits = [];
    private int lastId;
    private bool isConfinedOnly;

    private Sidecar(AgentProcess process)
    {
        this.process = process;
        this.client = new AcpLines(process);
    }

    /// <summary>Every frame of the conversation that goes on now.</summary>
    public List<JsonElement> Frames => this.client.Received;

    public int ProcessId => this.process.Id;

    /// <summary>What the editor shows of files, where it is not what the disk has. Null: an editor that offers no files.</summary>
    public Dictionary<string, string>? Buffers { get; private init; }

    /// <param name="command">What stands before <c>acp</c>.</param>
    /// <param name="folders">The user.</param>
    /// <param name="buffers">Makes the editor one that reads and writes files for the agent.</param>
    /// <param name="more">What else the editor can do.</param>
    public static async Task<Sidecar> StartAsync(IReadOnlyList<string> command, AgentFolders folders, Dictionary<string, string>? buffers, JsonElement? more = null)
    {
        var sidecar = new Sidecar(AgentProcess.Start(command[0], folders, [.. command.Skip(1), "acp"])) { Buffers = buffers };
        var offered = buffers is null ? more is { } members ? JsonObject.Create(members)! : [] : new JsonObject { ["fs"] = new JsonObject { ["readTextFile"] = true, ["writeTextFile"] = true } };
        await sidecar.RequestAsync("initialize", new JsonObject { ["protocolVersion"] = 1, ["clientCapabilities"] = offered });
        return sidecar;
    }

    /// <summary>Plays one input in a new session, and tells what the client saw.</summary>
    /// <param name="input">What the model does.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="fill">Fills the placeholders.</param>
    /// <param name="before">Runs a turn's script in the workspace.</param>
    /// <param name="terminal">Runs the executable, for each list of arguments once, and tells what was said.</param>
    public async Task<Observation> PlayAsync(
        AttackInput input, string workspace, Func<string, string> fill, Func<AttackTurn, Task> before, Func<IReadOnlyList<IReadOnlyList<string>>, Task<string>> terminal)
    {
        var said = new List<string>();
        this.Begin(input.Action.Answers, input.ConfinedOnly);
        var (session, refusal) = await this.OpenAsync(workspace, input.Action.Session is { } members ? JsonElement.Parse(fill(members.GetRawText())) : null);
        if (session is not null && input.Action.Mode is { } mode)
        {
            var answer = await this.RequestAsync("session/set_mode", new JsonObject { ["sessionId"] = session, ["modeId"] = mode });
            refusal ??= RefusalOf(answer);
        }

        for (var turn = 0; session is not null && turn < input.Action.Prompts.Count; turn++)
        {
            await before(input.Action.Prompts[turn]);
            foreach (var deed in input.Action.Prompts[turn].Servers.Select(fill))
            {
                string[] words = deed.Split(' ');
                switch (words[0])
                {
                    case "run":
                        said.Add(await terminal([words[1..]]));
                        break;
                    case "both":
                        said.Add(await terminal([words[1..], words[1..]]));
                        break;
                    case "open":
                        (session, refusal) = await this.OpenAsync(workspace, input.Action.Session is { } again ? JsonElement.Parse(fill(again.GetRawText())) : null);
                        break;
                    default:
                        await this.DoAsync(session!, words);
                        break;
                }
            }

            if (session is null)
            {
                break;
            }

            var answer = await this.PromptAsync(session, $"{input.Action.Prompts[turn].User ?? "Go on."} {ModelScript.Mark(input, turn)}");
            refusal ??= RefusalOf(answer);
        }

        // Its servers end with it: hundreds of them would live on until the sidecar ends.
        if (session is not null && (input.Action.Session is not null || input.Action.Prompts.Any(turn => turn.Servers.Count > 0)))
        {
            await this.RequestAsync("session/close", new JsonObject { ["sessionId"] = session });
        }

        return new Observation { Frames = [.. this.Frames], Refusal = refusal, Terminal = string.Join('\n', said) };
    }

    /// <summary>What a user does in an editor that has a place for servers.</summary>
    private async Task DoAsync(string session, string[] words)
    {
        if (words[0] == "await")
        {
            await SeenAsync(words[1], words[2], int.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        if (words[0] == "gone")
        {
            await Cells.RunningProgram.WaitAsync([words[1]], running => running.Count == 0);
            return;
        }

        if (words[0] == "close")
        {
            await this.RequestAsync("session/close", new JsonObject { ["sessionId"] = session });
            return;
        }

        if (words[0] == "grant")
        {
            var status = await this.RequestAsync("_editoragent/trust/status", new JsonObject { ["sessionId"] = session });
            foreach (var root in status.GetProperty("result").GetProperty("roots").EnumerateArray())
            {
                await this.RequestAsync("_editoragent/trust/grant", new JsonObject
                {
                    ["sessionId"] = session, ["path"] = root.GetProperty("path").GetString(), ["fingerprint"] = root.GetProperty("fingerprint").GetString(), ["duration"] = "always",
                });
            }

            return;
        }

        var servers = await this.RequestAsync("_editoragent/mcp/list", new JsonObject { ["sessionId"] = session });
        if (words[0] == "list")
        {
            return;
        }

        var request = new JsonObject { ["sessionId"] = session, ["name"] = words[1] };
        if (words[0] == "trust")
        {
            // Where there is nothing to be approved, an editor that asks all the same.
            var shown = servers.GetProperty("result").GetProperty("servers").EnumerateArray().FirstOrDefault(server => server.GetProperty("name").ValueEquals(words[1]));
            request["fingerprint"] = shown.ValueKind == JsonValueKind.Object && shown.TryGetProperty("fingerprint", out var hash) ? hash.GetString() : "none";
        }

        if (words[0] == "stale")
        {
            (words[0], request["fingerprint"]) = ("trust", new string('0', 64));
        }

        await this.RequestAsync($"_editoragent/mcp/{words[0]}", request);
    }

    /// <summary>Waits until a server noted so many requests of a kind.</summary>
    private static async Task SeenAsync(string file, string method, int times)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Hang);
        while (File.ReadLines(file).Count(line => line == method) < times)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }

    /// <summary>Forgets what was seen; the questions to come are answered so.</summary>
    /// <param name="nextAnswers">One a question, in order.</param>
    /// <param name="confinedOnly">Whether anything but a confined call is rejected, whatever the answer would have been.</param>
    public void Begin(IReadOnlyList<string> nextAnswers, bool confinedOnly = false)
    {
        this.isConfinedOnly = confinedOnly;
        this.Frames.Clear();
        this.answers.Clear();
        foreach (var answer in nextAnswers)
        {
            this.answers.Enqueue(answer);
        }
    }

    public Observation Observed(string? refusal) => new() { Frames = [.. this.Frames], Refusal = refusal };

    public async Task<(string? Session, string? Refusal)> OpenAsync(string workspace, JsonElement? members)
    {
        var parameters = members is { } more ? JsonObject.Create(more)! : [];
        parameters["cwd"] ??= workspace;
        parameters["mcpServers"] ??= new JsonArray();
        var answer = await this.RequestAsync("session/new", parameters);
        return RefusalOf(answer) is { } refusal ? (null, refusal) : (answer.GetProperty("result").GetProperty("sessionId").GetString(), null);
    }

    public async Task<JsonElement> PromptAsync(string session, string text) => await this.AnswerOfAsync(await this.SendPromptAsync(session, text));

    public Task<int> SendPromptAsync(string session, string text)
    {
        var prompt = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text });
        return this.SendAsync("session/prompt", new JsonObject { ["sessionId"] = session, ["prompt"] = prompt });
    }

    /// <summary>Sends a request and reads until its answer, answering the agent's own questions meanwhile.</summary>
    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters) => await this.AnswerOfAsync(await this.SendAsync(method, parameters));

    /// <returns>The request's id.</returns>
    public async Task<int> SendAsync(string method, JsonObject parameters)
    {
        var id = ++this.lastId;
        await this.client.RequestAsync(id, method, parameters);
        return id;
    }

    public async Task<JsonElement> AnswerOfAsync(int id)
    {
        while (true)
        {
            var frame = await this.NextAsync(frame => frame.TryGetProperty("id", out _));
            if (!frame.TryGetProperty("method", out var method))
            {
                if (frame.GetProperty("id").ValueKind == JsonValueKind.Number && frame.GetProperty("id").GetInt32() == id)
                {
                    return frame;
                }

                continue;
            }

            await this.ReplyAsync(frame, this.Respond(method.GetString()!, frame));
        }
    }

    /// <summary>Reads to the next frame that fits; nothing is answered.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits) =>
        await this.client.WaitForAsync(fits) ?? throw new InvalidOperationException($"The sidecar ended: {await this.process.WaitForEndAsync()}");

    /// <summary>Reads to the next question, which stays open; files are served meanwhile.</summary>
    public async Task<JsonElement> QuestionAsync()
    {
        while (true)
        {
            var frame = await this.NextAsync(frame => frame.TryGetProperty("method", out _) && frame.TryGetProperty("id", out _));
            var method = frame.GetProperty("method").GetString()!;
            if (method == "session/request_permission")
            {
                return frame;
            }

            await this.ReplyAsync(frame, this.Respond(method, frame));
        }
    }

    public async Task KillAsync()
    {
        await this.process.KillAsync();
        await this.client.ReadRestAsync();
    }

    /// <summary>Allows the call if its question promises the sandbox; says whether.</summary>
    public async Task<bool> AllowConfinedAsync(JsonElement question)
    {
        var isConfined = SaysConfined(question);
        await this.ReplyAsync(question, Selected(isConfined ? "allow_once" : "reject_once"));
        return isConfined;
    }

    public Task ReplyAsync(JsonElement request, JsonObject reply)
    {
        reply["jsonrpc"] = "2.0";
        reply["id"] = JsonNode.Parse(request.GetProperty("id").GetRawText());
        return this.client.SendAsync(reply.ToJsonString());
    }

    public Task SendLineAsync(string line) => this.client.SendAsync(line);

    /// <summary>Closes the client's end and waits until the sidecar, with whatever it had started, is gone.</summary>
    public async Task<AgentResult> EndAsync()
    {
        this.process.Input.Close();
        await this.client.ReadRestAsync();
        return await this.process.WaitForEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await this.process.DisposeAsync();
        await Task.WhenAll(this.visits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        this.browser.Dispose();
    }

    public static JsonObject Selected(string optionId) =>
        new() { ["result"] = new JsonObject { ["outcome"] = new JsonObject { ["outcome"] = "selected", ["optionId"] = optionId } } };

    /// <summary>
    /// Whether the question promises that the sandbox keeps the call in. What is hostile is never allowed on less: these calls run on a
    /// machine that is used for other things too.
    /// </summary>
    private static bool SaysConfined(JsonElement question) =>
        (question.GetProperty("params").GetProperty("toolCall").TryGetProperty("kind", out var kind) && kind.ValueEquals("edit"))
        || SaysSandboxed(question);

    private static bool SaysSandboxed(JsonElement question) =>
        Observation.StringsIn(question).Any(text => text.Contains("sandboxed, network off", StringComparison.Ordinal))
        && !Observation.StringsIn(question).Any(text => text.Contains("NOT sandboxed", StringComparison.Ordinal));

    private JsonObject Respond(string method, JsonElement frame)
    {
        var parameters = frame.GetProperty("params");
        switch (method)
        {
            case "session/request_permission":
                return this.Choose(frame);
            case "fs/read_text_file" when this.Buffers is { } shown:
                var path = parameters.GetProperty("path").GetString()!;
                return shown.TryGetValue(path, out var text) || (File.Exists(path) && (text = File.ReadAllText(path)) is not null)
                    ? new JsonObject { ["result"] = new JsonObject { ["content"] = text } }
                    : new JsonObject { ["error"] = new JsonObject { ["code"] = -32002, ["message"] = "Resource not found" } };
            case "fs/write_text_file" when this.Buffers is { } shown:
                shown[parameters.GetProperty("path").GetString()!] = parameters.GetProperty("content").GetString()!;
                return new JsonObject { ["result"] = new JsonObject() };
            case "elicitation/create":
                return this.Fill(parameters);
            default:
                return NotOffered();
        }
    }

    /// <summary>An answer names a kind of option; anything else goes out as an option's id, offered or not.</summary>
    private JsonObject Choose(JsonElement question)
    {
        var answer = this.answers.Count > 0 ? this.answers.Dequeue() : "reject_once";
        if (this.isConfinedOnly && !SaysConfined(question))
        {
            answer = "reject_once";
        }

        var options = question.GetProperty("params").GetProperty("options").EnumerateArray();
        var offered = options.FirstOrDefault(option => option.GetProperty("kind").ValueEquals(answer));
        return Selected(offered.ValueKind == JsonValueKind.Undefined ? answer : offered.GetProperty("optionId").GetString()!);
    }

    /// <summary>Goes where it is sent, as far as that is on this machine; forms are filled in with what the next answer says, or declined.</summary>
    private JsonObject Fill(JsonElement question)
    {
        if (question.TryGetProperty("url", out var url))
        {
            var address = new Uri(url.GetString()!);
            this.visits.Add(address.IsLoopback ? this.browser.GetAsync(address) : Task.CompletedTask);
            return Answer(new JsonObject { ["action"] = "accept" });
        }

        var answer = this.answers.Count > 0 && this.answers.Peek().StartsWith('{') ? this.answers.Dequeue() : null;
        return Answer(answer is null ? new JsonObject { ["action"] = "decline" } : new JsonObject { ["action"] = "accept", ["content"] = JsonNode.Parse(answer) });
    }

    private static JsonObject Answer(JsonObject result) => new() { ["result"] = result };

    private static JsonObject NotOffered() => new() { ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "not offered by this client" } };

    private static string? RefusalOf(JsonElement answer) =>
        answer.TryGetProperty("error", out var error) ? string.Join(' ', Observation.StringsIn(error)) : null;
}
