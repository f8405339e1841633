using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>A client whose user has not trusted the workspace in the editor: nothing is changed, nothing is started, and nothing talks it out of that.</summary>
public sealed class RestrictedTests
{
    private const string Restricted = """{"editoragent":{"restricted":true}}""";

    private const string Freest = """
        default_permission_mode = "yolo"


        """;

    private const string AllowAll = """


        [[permission.rules]]
        pattern = "shell"
        decision = "allow"

        [[permission.rules]]
        pattern = "write(**)"
        decision = "allow"
        """;

    private const string EveryWay = """
        count: whole_conversation
        turns:
          - answer: {calls: [{tool: read, arguments: {path: a.txt}}]}
          - answer: {calls: [{tool: shell, arguments: {command: ls}}]}
          - answer: {calls: [{tool: shell, arguments: {command: touch canary}}]}
          - answer: {calls: [{tool: write, arguments: {path: canary, content: x}}]}
          - answer: {calls: [{tool: edit, arguments: {path: a.txt, edits: [{old_string: one, new_string: two}]}}]}
          - answer: {calls: [{tool: move, arguments: {path: a.txt, to: b.txt}}]}
          - answer: {calls: [{tool: run_tests, arguments: {}}]}
          - answer: {text: Over.}
        """;

    private const string Writes = """
        turns:
          - answer: {calls: [{tool: write, arguments: {path: new.txt, content: x}}]}
          - answer: {text: Done.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryTool_ThatChangesOrStartsSomething_IsRefusedWithOneLine_WhateverIsAllowed()
    {
        await using var bench = await FreestAsync(EveryWay);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.csproj"), """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="xunit" Version="2.0.0" /></ItemGroup></Project>""", Token);
        await bench.TrustAsync();
        var session = await OpenAsync(bench, Restricted);

        var answer = await bench.PromptAsync(session, "go");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        var ends = bench.Updates("tool_call_update").Where(update => update.GetProperty("status").GetString() is "completed" or "failed").ToList();
        Assert.Equal(["completed", "failed", "failed", "failed", "failed", "failed", "failed"], ends.Select(update => update.GetProperty("status").GetString()));
        foreach (var refused in ends.Skip(1))
        {
            var decision = refused.GetProperty("_meta").GetProperty("editoragent").GetProperty("decision");
            Assert.Equal(("safeguard", false), (decision.GetProperty("by").GetString(), decision.GetProperty("isAllowed").GetBoolean()));
            Assert.Equal("denied: Restricted Mode: until the user trusts this workspace in the editor, nothing is changed or started", decision.GetProperty("text").GetString());
        }

        Assert.Equal(["a.csproj", "a.txt"], Directory.GetFiles(bench.Workspace).Select(Path.GetFileName).Order());
        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), Token));
        Assert.DoesNotContain(bench.Seen, frame => MethodOf(frame) == "session/request_permission");
    }

    [Theory]
    [InlineData("""{"editoragent":{"restricted":1}}""")]
    [InlineData("""{"editoragent":{"restricted":"yes"}}""")]
    [InlineData("""{"editoragent":{"restricted":{}}}""")]
    public async Task Restricted_WhenItIsSaidInAnyWay_Holds(string meta)
    {
        await using var bench = await FreestAsync(Writes);
        await bench.PromptAsync(await OpenAsync(bench, meta), "go");

        Assert.False(File.Exists(Path.Combine(bench.Workspace, "new.txt")));
    }

    [Theory]
    [InlineData("""{"editoragent":{"restricted":false}}""")]
    [InlineData("""{"editoragent":{"restricted":null}}""")]
    [InlineData("{}")]
    public async Task Restricted_WhenItIsNotSaid_DoesNotHold(string meta)
    {
        await using var bench = await FreestAsync(Writes);
        await bench.PromptAsync(await OpenAsync(bench, meta), "go");

        Assert.True(File.Exists(Path.Combine(bench.Workspace, "new.txt")));
    }

    [Fact]
    public async Task Mode_IsPlanAndCannotBeChanged()
    {
        await using var bench = await FreestAsync(Writes);
        await bench.RequestAsync("initialize", Initialize(Restricted));
        var opened = (await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""")).GetProperty("result");
        var session = opened.GetProperty("sessionId").GetString()!;

        Assert.Equal("plan", opened.GetProperty("modes").GetProperty("currentModeId").GetString());
        Assert.Equal(["plan"], opened.GetProperty("modes").GetProperty("availableModes").EnumerateArray().Select(mode => mode.GetProperty("id").GetString()));
        Assert.Equal(["plan"], opened.GetProperty("configOptions")[0].GetProperty("options").EnumerateArray().Select(option => option.GetProperty("value").GetString()));
        foreach (var mode in (string[])["ask", "accept-edits", "yolo"])
        {
            AssertRefused(await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"{{mode}}"}"""));
            AssertRefused(await bench.RequestAsync("session/set_config_option", $$"""{"sessionId":"{{session}}","configId":"mode","value":"{{mode}}"}"""));
        }

        Assert.True((await bench.RequestAsync("session/set_mode", $$"""{"sessionId":"{{session}}","modeId":"plan"}""")).TryGetProperty("result", out _));
        await bench.PromptAsync(session, "go");
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "new.txt")));
    }

    [Fact]
    public async Task Initialize_Again_DoesNotLiftIt()
    {
        await using var bench = await FreestAsync(Writes);
        await bench.RequestAsync("initialize", Initialize(Restricted));
        var session = await OpenAsync(bench, "{}");

        await bench.PromptAsync(session, "go");

        Assert.False(File.Exists(Path.Combine(bench.Workspace, "new.txt")));
    }

    [Fact]
    public async Task Trust_CannotBeGranted_NorCountsWhatWasGrantedBefore()
    {
        await using var bench = await FreestAsync(Writes);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "Directory.Build.targets"), "<Project />", Token);
        await bench.TrustAsync();
        var session = await OpenAsync(bench, Restricted);

        var root = (await bench.RequestAsync("_editoragent/trust/status", $$"""{"sessionId":"{{session}}"}""")).GetProperty("result").GetProperty("roots")[0];

        Assert.Equal("untrusted", root.GetProperty("state").GetString());
        foreach (var duration in (string[])["session", "always"])
        {
            AssertRefused(await bench.RequestAsync(
                "_editoragent/trust/grant",
                $$"""{"sessionId":"{{session}}","path":{{Json(root.GetProperty("path").GetString()!)}},"fingerprint":"{{root.GetProperty("fingerprint").GetString()}}","duration":"{{duration}}"}"""));
        }
    }

    [Fact]
    public async Task Servers_OfTheWorkspaceTheUserAndTheClient_AreNotStarted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /bin/sh");
        await using var bench = await FreestAsync(Writes);
        await bench.TrustAsync();
        var canary = Path.Combine(bench.Workspace, "canary");
        var entry = JsonSerializer.Serialize(new { mcpServers = new { evil = new { command = "/bin/sh", args = new[] { "-c", $"touch '{canary}'" } } } });
        Directory.CreateDirectory(Path.Combine(bench.Workspace, ".editoragent"));
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, ".editoragent", "mcp.json"), entry, Token);
        await File.WriteAllTextAsync(Path.Combine(bench.HomeDirectory, "mcp.json"), entry, Token);
        await bench.RequestAsync("initialize", Initialize(Restricted));
        var session = (await bench.RequestAsync(
            "session/new",
            $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[{"name":"given","command":"/bin/sh","args":["-c",{{Json($"touch '{canary}'")}}],"env":[]}]}""")).GetProperty("result").GetProperty("sessionId").GetString()!;

        var listed = (await bench.RequestAsync("_editoragent/mcp/list", $$"""{"sessionId":"{{session}}"}""")).GetProperty("result");
        foreach (var method in (string[])["test", "enable", "disable", "login"])
        {
            AssertRefused(await bench.RequestAsync($"_editoragent/mcp/{method}", $$"""{"sessionId":"{{session}}","name":"evil"}"""));
        }

        AssertRefused(await bench.RequestAsync("_editoragent/mcp/trust", $$"""{"sessionId":"{{session}}","name":"evil","fingerprint":"x","believesAnnotations":false}"""));
        AssertRefused(await bench.RequestAsync("_editoragent/mcp/add", $$"""{"sessionId":"{{session}}","scope":"workspace","name":"more","server":{"command":"x"} }"""));
        await bench.PromptAsync(session, "go");

        Assert.Equal(0, listed.GetProperty("servers").GetArrayLength());
        Assert.False(File.Exists(canary));
        Assert.Contains("no MCP server is started", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_OfAnEarlierTurn_IsRefused_AndASessionThatWasFreeOnlyReads()
    {
        await using var bench = await FreestAsync("""
            count: whole_conversation
            turns:
              - answer: {calls: [{tool: write, arguments: {path: new.txt, content: x}}]}
              - answer: {text: Done.}
              - answer: {calls: [{tool: write, arguments: {path: newer.txt, content: x}}]}
              - answer: {text: Done.}
            """);
        var session = await OpenAsync(bench, "{}");
        var turn = (await bench.PromptAsync(session, "go")).GetProperty("result").GetProperty("_meta").GetProperty("editoragent").GetProperty("turnId").GetString();
        var file = Path.Combine(bench.Workspace, "new.txt");
        Assert.True(File.Exists(file));

        await using var next = await bench.RestartAsync();
        await next.RequestAsync("initialize", Initialize(Restricted));
        var loaded = await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        Assert.Equal("plan", loaded.GetProperty("result").GetProperty("modes").GetProperty("currentModeId").GetString());
        AssertRefused(await next.RequestAsync("_editoragent/session/undo_turn", $$"""{"sessionId":"{{session}}"}"""));
        AssertRefused(await next.RequestAsync("_editoragent/review/undo", $$"""{"sessionId":"{{session}}"}"""));
        AssertRefused(await next.RequestAsync("_editoragent/review/restore", $$"""{"sessionId":"{{session}}","turnId":"{{turn}}"}"""));
        AssertRefused(await next.PromptAsync(session, "/undo"));
        await next.PromptAsync(session, "go on");

        Assert.True(File.Exists(file));
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "newer.txt")));
    }

    [Fact]
    public async Task AnOpenQuestion_WhenItIsAnsweredWithYes_RunsNothing()
    {
        await using var bench = Start(Writes);
        var session = await OpenAsync(bench, "{}");
        await bench.SendRequestAsync("session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":"go"}]}""");
        await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");

        await using var next = await bench.RestartAsync();
        await next.RequestAsync("initialize", Initialize(Restricted));
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        var pending = (await next.RequestAsync("_editoragent/approvals/list", $$"""{"sessionId":"{{session}}"}""")).GetProperty("result").GetProperty("pending")[0];
        var answered = await next.RequestAsync(
            "_editoragent/approvals/answer",
            $$"""{"sessionId":"{{session}}","requestId":"{{pending.GetProperty("requestId").GetString()}}","shownHash":"{{pending.GetProperty("shownHash").GetString()}}","outcome":"allow_once"}""");

        Assert.Equal("end_turn", answered.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "new.txt")));
    }

    /// <summary>A user who allows everything, everywhere.</summary>
    private static async Task<AcpDoorBench> FreestAsync(string conversation)
    {
        var bench = Start(conversation);
        var config = Path.Combine(bench.HomeDirectory, "config.toml");
        await File.WriteAllTextAsync(config, Freest + await File.ReadAllTextAsync(config, Token) + AllowAll, Token);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), "one\n", Token);
        return bench;
    }

    private static async Task<string> OpenAsync(AcpDoorBench bench, string meta)
    {
        await bench.RequestAsync("initialize", Initialize(meta));
        var opened = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        return opened.GetProperty("result").GetProperty("sessionId").GetString()!;
    }

    private static string Initialize(string meta) => $$"""{"protocolVersion":1,"clientCapabilities":{"_meta":{{meta}} } }""";

    private static void AssertRefused(JsonElement answer)
    {
        Assert.Equal(-32600, CodeOf(answer));
        Assert.StartsWith("Restricted Mode: ", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
