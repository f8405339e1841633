using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.OpenAiCompatible;
using EditorAgent.Tests.ModelProviders.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible;

public sealed class ChatRequestTests
{
    private static readonly ModelSettings Settings = new() { Alias = "m", Provider = "vendor", Model = "vendor-model" };

    [Fact]
    public void Encode_WhenSimple_HasTheFieldsInCacheOrder()
    {
        var body = Encode(ChatDialect.Moonshot, Settings, Exchange.Request() with { Tools = [Exchange.Tool("read")] });

        Assert.Equal(
            """
            {"model":"vendor-model","stream":true,"stream_options":{"include_usage":true},"prompt_cache_key":"session-1",
            "tools":[{"type":"function","function":{"name":"read","description":"Does read.",
            "parameters":{"type":"object","properties":{"path":{"type":"string"}}}}}],
            "messages":[{"role":"system","content":"You help."},{"role":"user","content":"hello"}],"max_completion_tokens":1000}
            """.ReplaceLineEndings(""),
            body);
    }

    [Theory]
    [InlineData(ChatDialect.Moonshot, "max_completion_tokens", true)]
    [InlineData(ChatDialect.OpenAi, "max_completion_tokens", true)]
    [InlineData(ChatDialect.Generic, "max_tokens", false)]
    public void Encode_WhenDialectDiffers_NamesCapAndCacheKeyAccordingly(ChatDialect dialect, string cap, bool hasCacheKey)
    {
        var body = Json(dialect, Settings, Exchange.Request());

        Assert.Equal(1000, body.GetProperty(cap).GetInt32());
        Assert.Equal(hasCacheKey, body.TryGetProperty("prompt_cache_key", out _));
        Assert.False(body.TryGetProperty("temperature", out _));
        Assert.False(body.TryGetProperty("tools", out _));
        Assert.False(body.TryGetProperty("thinking", out _));
    }

    [Theory]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.None, true, "all", "low", "{}")]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.Switch, null, null, null, "{}")]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.Switch, true, null, null, """{"thinking":{"type":"enabled"}}""")]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.Switch, false, "all", "low", """{"thinking":{"type":"disabled"}}""")]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.Switch, true, "all", "low", """{"thinking":{"type":"enabled","keep":"all","effort":"low"}}""")]
    [InlineData(ChatDialect.Moonshot, ThinkingSupport.Always, false, "all", null, """{"thinking":{"type":"enabled","keep":"all"}}""")]
    [InlineData(ChatDialect.OpenAi, ThinkingSupport.Switch, true, "all", "high", """{"reasoning_effort":"high"}""")]
    [InlineData(ChatDialect.Generic, ThinkingSupport.Switch, true, null, "high", """{"reasoning_effort":"high","chat_template_kwargs":{"thinking":true}}""")]
    [InlineData(ChatDialect.Generic, ThinkingSupport.Switch, false, null, null, """{"chat_template_kwargs":{"thinking":false}}""")]
    public void Encode_WhenReasoningIsConfigured_AsksInTheDialectsWay(
        ChatDialect dialect, ThinkingSupport support, bool? enabled, string? keep, string? effort, string expected)
    {
        var settings = Settings with { Thinking = support, ThinkingEnabled = enabled, ThinkingKeep = keep, ThinkingEffort = effort };

        var body = Json(dialect, settings, Exchange.Request());

        var asked = body.EnumerateObject()
            .Where(field => field.Name is "thinking" or "reasoning_effort" or "chat_template_kwargs")
            .Select(field => $"\"{field.Name}\":{field.Value.GetRawText()}");
        Assert.Equal(expected, "{" + string.Join(',', asked) + "}");
    }

    [Fact]
    public void Encode_WhenTemperatureIsSet_SendsIt() =>
        Assert.Equal(0.6, Json(ChatDialect.Generic, Settings with { Temperature = 0.6 }, Exchange.Request()).GetProperty("temperature").GetDouble());

    [Fact]
    public void Encode_WhenAssistantOnlyCalls_OmitsContentAndEchoesEmptyReasoning()
    {
        var messages = Messages(
            ChatDialect.Moonshot,
            Settings,
            Exchange.User("go"),
            new Message.Assistant([new AssistantPart.Reasoning("", "reasoning_content", null), new AssistantPart.Text(" "), Call("1", "functions.read:0", "read", """{"path": "a"}""")]),
            Result("1", "content of a"));

        Assert.Equal(
            """{"role":"assistant","reasoning_content":"","tool_calls":[{"id":"functions.read:0","type":"function","function":{"name":"read","arguments":"{\"path\": \"a\"}"}}]}""",
            messages[2]);
        Assert.Equal("""{"role":"tool","tool_call_id":"functions.read:0","content":"content of a"}""", messages[3]);
    }

    [Theory]
    [InlineData("all", true)]
    [InlineData(null, false)]
    public void Encode_WhenKeepIsAll_GivesEveryAssistantMessageTheField(string? keep, bool carries)
    {
        var settings = Settings with { Thinking = ThinkingSupport.Switch, ThinkingKeep = keep };

        var messages = Messages(ChatDialect.Moonshot, settings, Exchange.User("a"), new Message.Assistant([new AssistantPart.Text("b")]));

        Assert.Equal(carries ? """{"role":"assistant","reasoning_content":"","content":"b"}""" : """{"role":"assistant","content":"b"}""", messages[2]);
    }

    [Fact]
    public void Encode_WhenReasoningIsForeign_DoesNotSendIt()
    {
        var assistant = new Message.Assistant([new AssistantPart.Reasoning("t", "thinking", "sig"), new AssistantPart.Text("b")]);

        Assert.Equal("""{"role":"assistant","content":"b"}""", Messages(ChatDialect.Moonshot, Settings, assistant)[1]);
        var plain = new Message.Assistant([new AssistantPart.Reasoning("t", "reasoning", null), new AssistantPart.Text("b")]);
        Assert.Equal("""{"role":"assistant","reasoning":"t","content":"b"}""", Messages(ChatDialect.Generic, Settings, plain)[1]);
        Assert.Equal("""{"role":"assistant","content":"b"}""", Messages(ChatDialect.OpenAi, Settings, plain)[1]);
    }

    [Fact]
    public void Encode_WhenVendorRepeatsIds_RenamesCallAndResultAlike()
    {
        var messages = Messages(
            ChatDialect.Generic,
            Settings,
            new Message.Assistant([Call("1", "call_0", "read", "{}"), Call("2", "call_0", "read", "{}")]),
            Result("2", "second"),
            Result("1", "first"),
            new Message.Assistant([Call("3", "call_0", "read", "{}")]),
            Result("3", "third"));

        Assert.Equal(["call_0", "call_0_2"], Ids(messages[1]));
        Assert.Equal("""{"role":"tool","tool_call_id":"call_0_2","content":"second"}""", messages[2]);
        Assert.Equal("""{"role":"tool","tool_call_id":"call_0","content":"first"}""", messages[3]);
        Assert.Equal(["call_0_3"], Ids(messages[4]));
        Assert.Equal("""{"role":"tool","tool_call_id":"call_0_3","content":"third"}""", messages[5]);
    }

    [Theory]
    [InlineData(ChatDialect.Moonshot, "functions.read:0")]
    [InlineData(ChatDialect.Generic, "functions.read:0")]
    [InlineData(ChatDialect.OpenAi, "functions_read_0")]
    public void Encode_WhenIdIsUnusual_KeepsItExceptWhereAnAlphabetIsDemanded(ChatDialect dialect, string expected) =>
        Assert.Equal([expected], Ids(Messages(dialect, Settings, new Message.Assistant([Call("1", "functions.read:0", "read", "{}")]))[1]));

    [Theory]
    [InlineData(ChatDialect.Moonshot, "", "{}")]
    [InlineData(ChatDialect.Moonshot, "{\"broken", "{\"broken")]
    [InlineData(ChatDialect.Generic, "{\"broken", "{}")]
    [InlineData(ChatDialect.Generic, "{ \"a\" : 1 }", "{ \"a\" : 1 }")]
    public void Encode_WhenArgumentsAreBroken_ProtectsOnlyServersThatParseThem(ChatDialect dialect, string raw, string sent)
    {
        var message = JsonDocument.Parse(Messages(dialect, Settings, new Message.Assistant([Call("1", "x", "read", raw)]))[1]).RootElement;

        Assert.Equal(sent, message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Fact]
    public void Encode_WhenNothingIsSendable_LeavesTheMessageOut()
    {
        var messages = Messages(
            ChatDialect.Moonshot,
            Settings,
            new Message.User([new ContentPart.Text(" \n")]),
            new Message.Assistant([new AssistantPart.Reasoning("thought", "reasoning_content", null)]),
            new Message.User([new ContentPart.Text("a"), new ContentPart.Text(""), new ContentPart.Text("b")]));

        Assert.Equal("""{"role":"user","content":"a\n\nb"}""", Assert.Single(messages[1..]));
    }

    [Fact]
    public void Encode_WhenResultHoldsAnImage_PlacesItWhereTheDialectTakesIt()
    {
        Message[] history =
        [
            new Message.Assistant([Call("1", "a", "shot", "{}"), Call("2", "b", "read", "{}")]),
            new Message.ToolResult(new ToolCallId("1"), "shot", [new ContentPart.Image("image/png", new byte[] { 1, 2, 3 })], false),
            Result("2", ""),
        ];

        var moonshot = Messages(ChatDialect.Moonshot, Settings, history);
        var generic = Messages(ChatDialect.Generic, Settings, history);

        Assert.Equal("""{"role":"tool","tool_call_id":"a","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""", moonshot[2]);
        Assert.Equal("""{"role":"tool","tool_call_id":"b","content":"(no output)"}""", moonshot[3]);
        Assert.Equal("""{"role":"tool","tool_call_id":"a","content":"(the image follows)"}""", generic[2]);
        Assert.Equal(
            """{"role":"user","content":[{"type":"text","text":"Image from the tool shot:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""",
            generic[4]);
    }

    [Fact]
    public void Encode_WhenTextHoldsBrokenCharacters_StaysJson()
    {
        var body = Json(ChatDialect.Moonshot, Settings, Exchange.Request(Exchange.User("half a pair \ud83d, zero \0, quote \", 文")));

        Assert.Equal("half a pair \ufffd, zero \0, quote \", 文", body.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Fact]
    public void Encode_WhenLastRequestWantsTextOnly_KeepsToolsForTheCacheAndForbidsThem()
    {
        var encoder = new ChatRequestEncoder(ChatDialect.Moonshot, Settings, NullLogger.Instance);
        var request = Exchange.Request() with { Tools = [Exchange.Tool("read")] };
        Bodies.Text(encoder.Encode(request));

        var body = JsonDocument.Parse(Bodies.Text(encoder.Encode(request with { Tools = [] }))).RootElement;

        Assert.Equal(1, body.GetProperty("tools").GetArrayLength());
        Assert.Equal("none", body.GetProperty("tool_choice").GetString());
    }

    [Fact]
    public void Encode_WhenThereIsNoSystemPrompt_IsStillJson() =>
        Assert.Equal(1, Json(ChatDialect.Generic, Settings, Exchange.Request() with { System = "" }).GetProperty("messages").GetArrayLength());

    private static AssistantPart.ToolCall Call(string id, string vendorId, string name, string arguments) => new(new ToolCallId(id), vendorId, name, arguments);

    private static Message.ToolResult Result(string id, string text) => new(new ToolCallId(id), "read", [new ContentPart.Text(text)], false);

    private static string Encode(ChatDialect dialect, ModelSettings settings, ModelRequest request) =>
        Bodies.Text(new ChatRequestEncoder(dialect, settings, NullLogger.Instance).Encode(request));

    private static JsonElement Json(ChatDialect dialect, ModelSettings settings, ModelRequest request) =>
        JsonDocument.Parse(Encode(dialect, settings, request)).RootElement;

    private static List<string> Messages(ChatDialect dialect, ModelSettings settings, params Message[] messages) =>
        [.. Json(dialect, settings, Exchange.Request(messages)).GetProperty("messages").EnumerateArray().Select(message => message.GetRawText())];

    private static IEnumerable<string?> Ids(string message) =>
        JsonDocument.Parse(message).RootElement.GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString());
}
