using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.AnthropicCompatible;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.AnthropicCompatible;

public sealed class AnthropicRequestTests
{
    private static readonly ModelSettings Settings = new() { Alias = "m", Provider = "vendor", Model = "vendor-model" };

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    public async Task Stream_WhenBaseUrlHasOrLacksTheVersion_AsksTheSameAddress(string suffix)
    {
        await using var responder = new LoopbackResponder(CannedAnswer.Stream(AnthropicStreams.Text("x", "end_turn")));
        using var factory = new ChatModelFactory(TimeProvider.System);
        var provider = new ProviderSettings { Name = "v", Type = ProviderType.Anthropic, BaseUrl = responder.Address + "/anthropic" + suffix, ApiKey = "key-1234" };

        await foreach (var _ in factory.Create(provider, Settings).StreamAsync(Exchange.Request(), TestContext.Current.CancellationToken))
        {
        }

        var request = Assert.Single(responder.Requests);
        Assert.Equal("POST /anthropic/v1/messages HTTP/1.1", request.Line);
        Assert.Equal("key-1234", request.Headers["x-api-key"]);
        Assert.Equal("2023-06-01", request.Headers["anthropic-version"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
    }

    [Fact]
    public async Task Stream_WhenUserChoosesAVersion_SendsOnlyThat()
    {
        await using var responder = new LoopbackResponder(CannedAnswer.Stream(AnthropicStreams.Text("x", "end_turn")));
        using var factory = new ChatModelFactory(TimeProvider.System);
        var provider = new ProviderSettings
        {
            Name = "v",
            Type = ProviderType.Anthropic,
            BaseUrl = responder.Address,
            Headers = ImmutableDictionary<string, string>.Empty.Add("Anthropic-Version", "2026-10-21").Add("X-Team", "blue"),
        };

        await foreach (var _ in factory.Create(provider, Settings).StreamAsync(Exchange.Request(), TestContext.Current.CancellationToken))
        {
        }

        var headers = Assert.Single(responder.Requests).Headers;
        Assert.Equal("2026-10-21", headers["anthropic-version"]);
        Assert.Equal("blue", headers["X-Team"]);
        Assert.DoesNotContain("x-api-key", headers.Keys);
    }

    [Fact]
    public void Encode_WhenSimple_MarksWhatIsToBeCached() =>
        Assert.Equal(
            """
            {"model":"vendor-model","stream":true,"tools":[{"name":"read","description":"Does read.",
            "input_schema":{"type":"object","properties":{"path":{"type":"string"}}},"cache_control":{"type":"ephemeral"}}],
            "system":[{"type":"text","text":"You help.","cache_control":{"type":"ephemeral"}}],
            "messages":[{"role":"user","content":[{"type":"text","text":"hello","cache_control":{"type":"ephemeral"}}]}],"max_tokens":1000}
            """.ReplaceLineEndings(""),
            Bodies.Text(new AnthropicRequestEncoder(Settings).Encode(Exchange.Request() with { Tools = [Exchange.Tool("read")] })));

    [Fact]
    public void Encode_WhenResultsAndUsersFollow_MergesThemIntoOneMessage()
    {
        var messages = Messages(
            Settings,
            Exchange.User("one"),
            Exchange.User("two"),
            new Message.Assistant(
            [
                new AssistantPart.Reasoning("thought", "thinking", "sig"),
                new AssistantPart.Reasoning("opaque", "redacted_thinking", null),
                new AssistantPart.Reasoning("foreign", "reasoning_content", null),
                new AssistantPart.Text("both"),
                new AssistantPart.ToolCall(new ToolCallId("1"), "functions.read:0", "read", """{"path": "a"}"""),
                new AssistantPart.ToolCall(new ToolCallId("2"), "functions.read:0", "read", "{\"broken"),
            ]),
            new Message.ToolResult(new ToolCallId("1"), "read", [new ContentPart.Text("A"), new ContentPart.Image("image/png", new byte[] { 1, 2, 3 })], false),
            new Message.ToolResult(new ToolCallId("2"), "read", [new ContentPart.Text("")], true),
            Exchange.User("go on"));

        Assert.Equal(3, messages.Count);
        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}""", messages[0]);
        Assert.Equal(
            """
            {"role":"assistant","content":[{"type":"thinking","thinking":"thought","signature":"sig"},{"type":"redacted_thinking","data":"opaque"},
            {"type":"text","text":"both"},{"type":"tool_use","id":"functions_read_0","name":"read","input":{"path": "a"}},
            {"type":"tool_use","id":"functions_read_0_2","name":"read","input":{}}]}
            """.ReplaceLineEndings(""),
            messages[1]);
        Assert.Equal(
            """
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"functions_read_0","content":[{"type":"text","text":"A"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]},
            {"type":"tool_result","tool_use_id":"functions_read_0_2","content":[],"is_error":true},
            {"type":"text","text":"go on","cache_control":{"type":"ephemeral"}}]}
            """.ReplaceLineEndings(""),
            messages[2]);
    }

    [Fact]
    public void Encode_WhenNothingIsSendable_LeavesTheMessageOut()
    {
        var messages = Messages(
            Settings,
            Exchange.User("a"),
            new Message.Assistant([new AssistantPart.Reasoning("cut off", "thinking", "")]),
            new Message.User([new ContentPart.Text(" ")]),
            Exchange.User("b"));

        Assert.Single(messages);
    }

    [Theory]
    [InlineData(ThinkingSupport.None, true, null, 40_000, null)]
    [InlineData(ThinkingSupport.Switch, null, null, 40_000, null)]
    [InlineData(ThinkingSupport.Switch, false, null, 40_000, """{"type":"disabled"}""")]
    [InlineData(ThinkingSupport.Switch, true, null, 40_000, """{"type":"enabled","budget_tokens":16384}""")]
    [InlineData(ThinkingSupport.Always, true, "low", 40_000, """{"type":"enabled","budget_tokens":4096}""")]
    [InlineData(ThinkingSupport.Switch, true, "max", 20_000, """{"type":"enabled","budget_tokens":18976}""")]
    [InlineData(ThinkingSupport.Switch, true, "max", 1_500, null)]
    public void Encode_WhenReasoningIsConfigured_AsksWithinTheCap(ThinkingSupport support, bool? enabled, string? effort, int cap, string? expected)
    {
        var settings = Settings with { Thinking = support, ThinkingEnabled = enabled, ThinkingEffort = effort, Temperature = 0.5 };

        var body = Json(settings, Exchange.Request() with { MaxCompletionTokens = cap });

        Assert.Equal(expected, body.TryGetProperty("thinking", out var thinking) ? thinking.GetRawText() : null);
        Assert.Equal(cap, body.GetProperty("max_tokens").GetInt32());
        Assert.Equal(support == ThinkingSupport.None || enabled != true, body.TryGetProperty("temperature", out _));
    }

    [Fact]
    public void Encode_WhenLastRequestWantsTextOnly_KeepsToolsAndForbidsThem()
    {
        var encoder = new AnthropicRequestEncoder(Settings);
        var request = Exchange.Request() with { Tools = [Exchange.Tool("read")] };
        encoder.Encode(request);

        var body = JsonDocument.Parse(Bodies.Text(encoder.Encode(request with { Tools = [] }))).RootElement;

        Assert.Equal(1, body.GetProperty("tools").GetArrayLength());
        Assert.Equal("none", body.GetProperty("tool_choice").GetProperty("type").GetString());
    }

    private static JsonElement Json(ModelSettings settings, ModelRequest request) =>
        JsonDocument.Parse(Bodies.Text(new AnthropicRequestEncoder(settings).Encode(request))).RootElement;

    private static List<string> Messages(ModelSettings settings, params Message[] messages) =>
        [.. Json(settings, Exchange.Request(messages)).GetProperty("messages").EnumerateArray().Select(message => message.GetRawText())];
}
