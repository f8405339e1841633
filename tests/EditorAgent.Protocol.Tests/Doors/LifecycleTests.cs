using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class LifecycleTests
{
    private const string Hello = """
        turns:
          - answer: {reasoning: I think first., text: Hello there.}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Initialize_WhateverVersionIsAsked_AnswersTheOneSpoken(int asked)
    {
        await using var bench = Start(Hello);
        var result = (await bench.RequestAsync("initialize", $$"""{"protocolVersion":{{asked}}}""")).GetProperty("result");
        Assert.Equal(1, result.GetProperty("protocolVersion").GetInt32());
    }

    [Theory]
    [InlineData("minimal", false)]
    [InlineData("zed", true)]
    [InlineData("jetbrains-2026.1", false)]
    [InlineData("jetbrains-2026.2", false)]
    public async Task Initialize_ForEveryClient_HasObjectsWhereObjectsBelongAndALoginItCanRun(string profile, bool runsLogins)
    {
        await using var bench = Start(Hello);
        var result = (await bench.InitializeAsync(profile)).GetProperty("result");
        var capabilities = result.GetProperty("agentCapabilities");
        Assert.Equal(JsonValueKind.True, capabilities.GetProperty("loadSession").ValueKind);
        Assert.Equal(
            ["list", "delete", "additionalDirectories", "resume", "close"],
            capabilities.GetProperty("sessionCapabilities").EnumerateObject().Select(member => member.Name));
        Assert.All(capabilities.GetProperty("sessionCapabilities").EnumerateObject(), member => Assert.Equal(JsonValueKind.Object, member.Value.ValueKind));
        Assert.Equal(JsonValueKind.Object, capabilities.GetProperty("auth").GetProperty("logout").ValueKind);
        Assert.Equal(1, capabilities.GetProperty("_meta").GetProperty("editoragent").GetProperty("steer").GetInt32());
        var methods = result.GetProperty("authMethods").EnumerateArray().ToList();
        Assert.False(methods[0].TryGetProperty("type", out var type) && type.GetString() != "agent");
        Assert.Equal(runsLogins ? 2 : 1, methods.Count);
        if (runsLogins)
        {
            Assert.Equal(("terminal", "login"), (methods[1].GetProperty("type").GetString(), Assert.Single(methods[1].GetProperty("args").EnumerateArray()).GetString()));
        }
    }

    [Fact]
    public async Task NewSession_BeforeInitialize_IsInvalidRequest()
    {
        await using var bench = Start(Hello);
        var answer = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.Equal(-32600, CodeOf(answer));
    }

    [Fact]
    public async Task NewSession_WithoutAnyModel_AsksForAuthenticationAndSaysWhatToSet()
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();
        var answer = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
        Assert.Equal(-32000, CodeOf(answer));
        Assert.Contains("MOONSHOT_API_KEY", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(-32000, CodeOf(await bench.RequestAsync("authenticate", """{"methodId":"configuration"}""")));
        Assert.Equal(-32000, CodeOf(await bench.RequestAsync("authenticate", """{"methodId":"login"}""")));
    }

    [Fact]
    public async Task Logout_UntilAuthenticatedAgain_StartsNoSession()
    {
        await using var bench = Start(Hello);
        await bench.InitializeAsync();
        var place = $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""";
        Assert.Equal(JsonValueKind.Object, (await bench.RequestAsync("logout", "{}")).GetProperty("result").ValueKind);
        Assert.Equal(-32000, CodeOf(await bench.RequestAsync("session/new", place)));
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("authenticate", """{"methodId":"other"}""")));
        Assert.Equal(JsonValueKind.Object, (await bench.RequestAsync("authenticate", """{"methodId":"configuration"}""")).GetProperty("result").ValueKind);
        Assert.True((await bench.RequestAsync("session/new", place)).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("/does/not/exist/anywhere")]
    public async Task NewSession_WhenDirectoryCannotBeUsed_IsInvalidParamsThatNamesIt(string directory)
    {
        await using var bench = Start(Hello);
        await bench.InitializeAsync();
        var answer = await bench.RequestAsync("session/new", $$"""{"cwd":"{{directory}}","mcpServers":[]}""");
        Assert.Equal(-32602, CodeOf(answer));
        Assert.Contains(directory, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session/prompt", ",'prompt':[{'type':'text','text':'x'}]")]
    [InlineData("session/set_mode", ",'modeId':'ask'")]
    [InlineData("session/set_model", ",'modelId':'first'")]
    [InlineData("session/set_config_option", ",'configId':'mode','value':'ask'")]
    [InlineData("session/close", "")]
    [InlineData("session/load", ",'cwd':'/','mcpServers':[]")]
    [InlineData("session/resume", ",'cwd':'/'")]
    [InlineData("_editoragent/session/steer", ",'prompt':[{'type':'text','text':'x'}]")]
    [InlineData("_editoragent/session/undo_turn", "")]
    public async Task Request_WhenSessionIsUnknown_IsResourceNotFound(string method, string rest)
    {
        await using var bench = Start(Hello);
        await bench.InitializeAsync();
        var answer = await bench.RequestAsync(method, $$"""{"sessionId":"20260101-000000000-aaaaaaaa"{{rest.Replace('\'', '"')}}}""");
        Assert.Equal(-32002, CodeOf(answer));
    }

    [Fact]
    public async Task DeleteSession_WhenUnknown_Succeeds()
    {
        await using var bench = Start(Hello);
        await bench.InitializeAsync();
        Assert.Equal(JsonValueKind.Object, (await bench.RequestAsync("session/delete", """{"sessionId":"../../etc"}""")).GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task NewSession_Always_SendsNothingForTheSessionBeforeItsAnswer()
    {
        await using var bench = Start(Hello);
        await bench.InitializeAsync();
        for (var round = 0; round < 10; round++)
        {
            var id = await bench.SendRequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");
            var seenBefore = bench.Seen.Count;
            var session = (await bench.ReadAnswerAsync(id)).GetProperty("result").GetProperty("sessionId").GetString();
            Assert.DoesNotContain(bench.Seen.Skip(seenBefore).SkipLast(1), frame => frame.ToString().Contains(session!, StringComparison.Ordinal));
            await bench.ReadUpdateAsync("available_commands_update");
        }
    }

    [Fact]
    public async Task Prompt_WhenModelAnswers_StreamsEverythingBeforeTheAnswer()
    {
        await using var bench = Start(Hello);
        var session = await bench.NewSessionAsync();
        var answer = await bench.PromptAsync(session, "hi");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.StartsWith("turn_", answer.GetProperty("result").GetProperty("_meta").GetProperty("editoragent").GetProperty("turnId").GetString(), StringComparison.Ordinal);
        Assert.Equal("Hello there.", bench.TextOf("agent_message_chunk"));
        Assert.Equal("I think first.", bench.TextOf("agent_thought_chunk"));
        Assert.Single(bench.Updates("agent_message_chunk").Select(update => update.GetProperty("messageId").GetString()).Distinct());
        Assert.Empty(bench.Updates("user_message_chunk"));
        Assert.NotEmpty(bench.Updates("usage_update"));
        Assert.Equal("hi", Assert.Single(bench.Updates("session_info_update")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task EndOfInput_WhileATurnWaitsForPermission_EndsTheDoorAndKeepsTheSession()
    {
        await using var bench = Start("""
            turns:
              - answer: {calls: [{tool: write, arguments: {path: a.txt, content: x}}]}
            """);
        var session = await bench.NewSessionAsync();
        await bench.SendRequestAsync("session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":"go"}]}""");
        await bench.ReadUntilAsync(frame => MethodOf(frame) == "session/request_permission");
        await using var next = await bench.RestartAsync();

        Assert.False(File.Exists(Path.Combine(bench.Workspace, "a.txt")));
        await next.InitializeAsync();
        var loaded = await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        Assert.True(loaded.TryGetProperty("result", out _));
        Assert.Equal("go", next.TextOf("user_message_chunk"));
        Assert.Equal("pending", Assert.Single(next.Updates("tool_call")).GetProperty("status").GetString());
        Assert.Empty(next.Updates("tool_call_update"));
    }
}
