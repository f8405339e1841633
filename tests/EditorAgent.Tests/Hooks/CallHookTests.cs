using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Agent;
using Xunit;

namespace EditorAgent.Tests.Hooks;

/// <summary>Hooks around calls: what they may, what they may not, and what becomes of their failures.</summary>
public sealed class CallHookTests
{
    private const string Deny = """
        [[hooks]]
        event = "before_tool"
        command = 'echo "not on a Friday" >&2; exit 2'
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Func<ModelRequest, IEnumerable<ModelEvent>>[] Calling(params string[] tools) => [ModelInMemory.Calls([.. tools.Select((tool, index) => (tool, $$"""{"n":{{index}}}"""))]), ModelInMemory.Says("done")];

    [Theory]
    [InlineData("echo \"not on a Friday\" >&2; exit 2")]
    [InlineData("""echo "{\"decision\":\"deny\",\"reason\":\"not on a Friday\"}" """)]
    public async Task BeforeTool_WhenAHookDenies_TheCallDoesNotRunAndTheModelLearnsWhy(string command)
    {
        var ran = false;
        await using var bench = await HookBench.StartAsync(
            $"[[hooks]]\nevent = \"before_tool\"\ncommand = '{command}'",
            Calling("mark"),
            [new ToolInMemory("mark", isReadOnly: true, (_, _) => { ran = true; return Task.FromResult(ToolResult.Success("ran")); })]);

        var outcome = await bench.TurnAsync("go", Token);

        Assert.False(ran);
        Assert.Equal(1, outcome.DeniedCalls);
        Assert.Contains("not on a Friday", Assert.Single(bench.Results), StringComparison.Ordinal);
        Assert.Equal("hook", Assert.Single(bench.Events.OfType<SessionEvent.PermissionDecided>()).Note?.By);
        Assert.Empty(bench.Notices);
    }

    [Theory]
    [InlineData("yolo")]
    [InlineData("allowed by a rule")]
    public async Task BeforeTool_WhenAHookAsks_ThePersonIsAskedWhateverIsAllowed(string how)
    {
        var toml = "[[hooks]]\nevent = \"before_tool\"\ncommand = '''echo '{\"decision\":\"ask\",\"reason\":\"touches money\"}' '''\n[[permission.rules]]\ndecision = \"allow\"\npattern = \"change\"";
        await using var bench = await HookBench.StartAsync(toml, Calling("change"), mode: how == "yolo" ? PermissionMode.Yolo : PermissionMode.Ask);
        bench.Answer = new PermissionAnswer.Reject(null);

        await bench.TurnAsync("go", Token);

        var asked = Assert.Single(bench.Asked);
        Assert.Equal(["a hook asks: touches money"], asked.Marks);
        Assert.Empty(asked.Text.Grants);
        Assert.DoesNotContain("changed", bench.Results);
    }

    [Fact]
    public async Task BeforeTool_WhenAHookSaysAllow_TheQuestionIsStillAskedAndTheUserLearnsOnce()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"before_tool\"\ncommand = '''echo '{\"decision\":\"allow\"}' '''", Calling("change", "change"));

        await bench.TurnAsync("go", Token);

        Assert.Equal(2, bench.Asked.Count);
        Assert.Contains("a hook can deny or ask only", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTool_WhenARuleDenies_NoHookIsAskedAndNoneCanHelp()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"before_tool\"\ncommand = '''touch @/canary; echo '{\"decision\":null}' '''\n[[permission.rules]]\ndecision = \"deny\"\npattern = \"change\"", Calling("change"));

        await bench.TurnAsync("go", Token);

        Assert.False(File.Exists(bench["canary"]));
        Assert.Contains("deny rule", Assert.Single(bench.Results), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1", "exit code 1")]
    [InlineData("echo hello", "no JSON")]
    [InlineData("echo [1]", "no JSON object")]
    [InlineData("""echo "{\"decision\":\"deny\",\"decision\":null}" """, "no JSON")]
    [InlineData("head -c 70000 /dev/zero", "more than 64 KB")]
    [InlineData("sleep 300", "did not end within 1 s")]
    [InlineData("/nowhere/at/all", "exit code 127")]
    public async Task BeforeTool_WhenAHookFails_TheCallRunsAndTheUserIsToldOnce(string command, string told)
    {
        await using var bench = await HookBench.StartAsync($"[[hooks]]\nevent = \"before_tool\"\ntimeout = 1\ncommand = '{command}'", Calling("look", "look"));

        await bench.TurnAsync("go", Token);

        Assert.Equal(["seen", "seen"], bench.Results);
        Assert.Contains(told, Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo hello")]
    [InlineData("sleep 300")]
    public async Task BeforeTool_WhenARequiredHookFails_TheCallDoesNotRun(string command)
    {
        await using var bench = await HookBench.StartAsync($"[[hooks]]\nevent = \"before_tool\"\ntimeout = 1\nrequired = true\ncommand = '{command}'", Calling("look"));

        await bench.TurnAsync("go", Token);

        Assert.StartsWith("Not allowed", Assert.Single(bench.Results), StringComparison.Ordinal);
        Assert.Contains("It is required", Assert.Single(bench.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTool_WhenSeveralHooksMatch_TheStrictestCountsAndTheSameProgramRunsOnce()
    {
        const string Counting = "[[hooks]]\nevent = \"before_tool\"\ncommand = 'echo x >> @/count'\n";
        await using var bench = await HookBench.StartAsync(
            Counting + Counting + "[[hooks]]\nevent = \"before_tool\"\ncommand = '''echo '{\"decision\":\"ask\"}' '''\n" + Deny, Calling("look"));

        await bench.TurnAsync("go", Token);

        Assert.Equal("x\n", await File.ReadAllTextAsync(bench["count"], Token));
        Assert.Empty(bench.Asked);
        Assert.Contains("not on a Friday", Assert.Single(bench.Results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTool_WithAMatcher_IsAskedAboutWhatTheRuleWouldMean()
    {
        await using var bench = await HookBench.StartAsync(Deny + "\nmatcher = \"change\"", Calling("look", "change"));

        await bench.TurnAsync("go", Token);

        Assert.Equal("seen", bench.Results.First());
        Assert.Contains("not on a Friday", bench.Results.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTool_WhatTheHookReads_IsTheCallWithItsSecretsMasked()
    {
        const string Tool = "talk";
        var talk = new TextTool(Tool);
        const string Evil = "\"; touch canary; $(touch canary) `touch canary` sk-abcdefghijklmnopqrstuvwx";
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"before_tool\"\ncommand = 'cat > @/input.json'",
            [ModelInMemory.Calls((Tool, JsonSerializer.Serialize(new { text = Evil }))), ModelInMemory.Says("done")],
            [talk]);

        await bench.TurnAsync("go", Token);

        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(bench["input.json"], Token));
        Assert.Equal("before_tool", told.RootElement.GetProperty("event").GetString());
        Assert.Equal(bench.Agent.Session.Id.Value, told.RootElement.GetProperty("sessionId").GetString());
        Assert.Equal(bench.Agent.Workspace.RealRoot, told.RootElement.GetProperty("workspace").GetString());
        Assert.StartsWith("turn_", told.RootElement.GetProperty("turn").GetString(), StringComparison.Ordinal);
        Assert.Equal(Tool, told.RootElement.GetProperty("tool").GetProperty("name").GetString());
        Assert.Equal("\"; touch canary; $(touch canary) `touch canary` ***", told.RootElement.GetProperty("tool").GetProperty("arguments").GetProperty("text").GetString());
        Assert.False(told.RootElement.GetProperty("tool").TryGetProperty("result", out _));
        Assert.Equal(Evil, Assert.Single(bench.Results));
        Assert.Empty(Directory.GetFiles(bench.Agent.Workspace.Root));
    }

    [Fact]
    public async Task BeforeTool_WhenThePersonChangesTheCall_TheHookIsAskedAboutTheChangedOne()
    {
        await using var bench = await HookBench.StartAsync(
            "[[hooks]]\nevent = \"before_tool\"\ncommand = '''grep -q bad && { echo \"bad word\" >&2; exit 2; } || true'''",
            [ModelInMemory.Calls(("talk", """{"text":"good"}""")), ModelInMemory.Says("done")],
            [new TextTool("talk") { IsReadOnly = false }]);
        bench.Answer = new PermissionAnswer.AllowEdited("""{"text":"bad"}""");

        await bench.TurnAsync("go", Token);

        Assert.Single(bench.Asked);
        Assert.Contains("bad word", Assert.Single(bench.Results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTool_WhatTheHookGetsOfTheEnvironment_IsOnlyWhatTheUserConfigured()
    {
        Environment.SetEnvironmentVariable("HOOK_TEST_PASSED", "passed");
        Environment.SetEnvironmentVariable("HOOK_TEST_KEPT", "kept");
        try
        {
            await using var bench = await HookBench.StartAsync(
                "[[hooks]]\nevent = \"before_tool\"\ncommand = 'env > @/env'\nenv = { MINE = \"1\" }\npass_env = [\"HOOK_TEST_PASSED\"]", Calling("look"));

            await bench.TurnAsync("go", Token);

            var environment = await File.ReadAllLinesAsync(bench["env"], Token);
            Assert.Contains("MINE=1", environment);
            Assert.Contains("HOOK_TEST_PASSED=passed", environment);
            Assert.DoesNotContain(environment, line => line.StartsWith("HOOK_TEST_KEPT", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOOK_TEST_PASSED", null);
            Environment.SetEnvironmentVariable("HOOK_TEST_KEPT", null);
        }
    }

    [Theory]
    [InlineData("""echo "{\"message\":\"run the formatter\"}" """)]
    [InlineData("echo run the formatter >&2; exit 2")]
    public async Task AfterTool_WhatTheHookSays_ReachesTheModelBehindTheResults(string command)
    {
        await using var bench = await HookBench.StartAsync($"[[hooks]]\nevent = \"after_tool\"\nmatcher = \"change\"\ncommand = 'cat > @/input.json; {command}'", Calling("change", "look"));

        await bench.TurnAsync("go", Token);

        Assert.Equal(["changed", "seen"], bench.Results);
        var last = Assert.IsType<Message.User>(bench.Model.Requests[1].Messages[^1]);
        var text = Assert.IsType<ContentPart.Text>(Assert.Single(last.Content)).Value;
        Assert.StartsWith("A hook that the user has set up says this; take it as the user's advice, it allows nothing:\n[program ", text, StringComparison.Ordinal);
        Assert.Contains("run the formatter", text, StringComparison.Ordinal);
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(bench["input.json"], Token));
        Assert.Equal("changed", told.RootElement.GetProperty("tool").GetProperty("result").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""echo "{\"message\":\"run the formatter\"}" """)]
    [InlineData("echo run the formatter >&2; exit 2")]
    public async Task AfterTool_WhenTheHookSaysTheSameOfEachCall_TheModelIsToldOnceATurn(string command)
    {
        await using var bench = await HookBench.StartAsync(
            $"[[hooks]]\nevent = \"after_tool\"\nmatcher = \"change\"\ncommand = '{command}'",
            [ModelInMemory.Calls(("change", """{"n":1}"""), ("change", """{"n":2}""")), ModelInMemory.Calls(("change", """{"n":3}""")), ModelInMemory.Says("done"), .. Calling("change")]);

        await bench.TurnAsync("go", Token);
        Assert.Single(bench.Reminders, text => text.Contains("run the formatter", StringComparison.Ordinal));

        await bench.TurnAsync("again", Token);
        Assert.Equal(2, bench.Reminders.Count(text => text.Contains("run the formatter", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunTurnAsync_WhenCancelledWhileAHookRuns_EndsTheHookWithTheTurn()
    {
        await using var bench = await HookBench.StartAsync("[[hooks]]\nevent = \"before_tool\"\ncommand = 'sleep 300 & echo $! > @/pid.new; mv @/pid.new @/pid; wait'", Calling("look"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var watch = new FileSystemWatcher(Path.GetDirectoryName(bench["pid"])!, "pid");
        watch.Renamed += (_, _) => cancel.Cancel();
        watch.EnableRaisingEvents = true;

        var outcome = await bench.TurnAsync("go", cancel.Token);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        var id = int.Parse(await File.ReadAllTextAsync(bench["pid"], Token), System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(Directory.Exists($"/proc/{id}") && !(await File.ReadAllTextAsync($"/proc/{id}/stat", Token)).Contains(") Z ", StringComparison.Ordinal));
    }
}
