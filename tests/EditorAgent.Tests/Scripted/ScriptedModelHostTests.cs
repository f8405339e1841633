using System.Text;
using System.Text.Json.Nodes;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;
using EditorAgent.ScriptedModelServer.Wire;
using Xunit;
using static EditorAgent.Tests.Scripted.Conversations;

namespace EditorAgent.Tests.Scripted;

public sealed class ScriptedModelHostTests
{
    private const string Yaml = """
        turns:
          - answer:
              reasoning: I look at two files, which takes more words than one delta holds.
              text: "Reading 🦊 both files now, one after the other."
              calls:
                - {tool: read, arguments: {path: src/a-rather-long-name-for-a-file.cs, limit: 10}}
                - {tool: read, arguments: {path: src/b.cs}}
          - when: {tool_result_contains: alpha}
            answer: {text: 'The number is ${result:number (\d+)}.'}
        """;

    private static readonly ScriptedConversation Conversation = ScriptedConversation.Parse(Yaml, "test.yaml");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VendorQuirks.None)]
    [InlineData(VendorQuirks.InterleavedArguments | VendorQuirks.UsageInChoices)]
    [InlineData(VendorQuirks.ArgumentsBeforeName | VendorQuirks.StringIndex)]
    public async Task Chat_OverHttp_SaysWhatTheModelInProcessSays(VendorQuirks quirks)
    {
        await using var host = await StartAsync(quirks);
        using var client = new RawVendorClient(host);
        using var response = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token);

        AssertSame(Conversation.Answer("", [User("go")]), RawVendorClient.FromChat((await RawVendorClient.ReadAsync(response, Token)).Body));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("trace-1", Assert.Single(response.Headers.GetValues("x-trace-id")));
    }

    [Theory]
    [InlineData("v1/messages")]
    [InlineData("anthropic/v1/messages")]
    public async Task Anthropic_OverHttp_SaysWhatTheModelInProcessSays(string path)
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        using var response = await client.PostAsync(path, RawVendorClient.AnthropicGo, Token);

        AssertSame(Conversation.Answer("", [User("go")]), RawVendorClient.FromAnthropic((await RawVendorClient.ReadAsync(response, Token)).Body));
    }

    [Fact]
    public async Task SecondStep_InBothDialects_UsesTheToolsResult()
    {
        const string Chat = """
            {"model":"m","messages":[{"role":"user","content":"go"},
            {"role":"assistant","reasoning_content":"x","tool_calls":[{"id":"call_0","type":"function","function":{"name":"read","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"call_0","content":"alpha number 42"}]}
            """;
        const string Anthropic = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"go"},
            {"role":"assistant","content":[{"type":"tool_use","id":"call_0","name":"read","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_0","content":"alpha number 42"}]}]}
            """;
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);

        using var chat = await client.PostAsync("v1/chat/completions", Chat, Token);
        using var anthropic = await client.PostAsync("v1/messages", Anthropic, Token);

        Assert.Equal("The number is 42.", (string?)(await Json(chat))["choices"]![0]!["message"]!["content"]);
        Assert.Equal("The number is 42.", (string?)(await Json(anthropic))["content"]![0]!["text"]);
    }

    [Theory]
    [InlineData(VendorQuirks.KimiIds, "\"id\":\"functions.read:1\"")]
    [InlineData(VendorQuirks.UsageInChoices, "\"finish_reason\":\"tool_calls\",\"usage\"")]
    [InlineData(VendorQuirks.StringIndex, "\"index\":\"1\"")]
    [InlineData(VendorQuirks.MissingIndex, "\"tool_calls\":[{\"id\"")]
    [InlineData(VendorQuirks.LeakedTokens, "<|tool_call_end|")]
    public async Task Chat_WithAQuirk_ShowsIt(VendorQuirks quirk, string expected)
    {
        await using var host = await StartAsync(quirk);
        await using var plain = await StartAsync();

        Assert.Contains(expected, await GoAsync(host), StringComparison.Ordinal);
        Assert.DoesNotContain(expected, await GoAsync(plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WithDuplicateIds_GivesEveryCallTheSameId()
    {
        await using var host = await StartAsync(VendorQuirks.DuplicateIds);

        var answer = RawVendorClient.FromChat(Encoding.UTF8.GetBytes(await GoAsync(host)));

        Assert.Equal(["call_0", "call_0"], answer.Calls.Select(call => call.VendorId));
    }

    [Fact]
    public async Task Chat_WithEmptyReasoning_SendsTheEmptyString()
    {
        var silent = ScriptedConversation.Parse("turns: [{answer: {text: x}}]", "test.yaml");
        await using var host = await ScriptedModelHost.StartAsync(silent, new() { Quirks = VendorQuirks.EmptyReasoning }, Token);

        Assert.Equal("", RawVendorClient.FromChat(Encoding.UTF8.GetBytes(await GoAsync(host))).Reasoning);
    }

    [Fact]
    public async Task BadRequest_IsRefusedLikeAVendorAndKeptInTheLog()
    {
        const string Bad = """{"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":"x"}]}""";
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);

        using var response = await client.PostAsync("v1/chat/completions", Bad, Token);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("invalid_request_error", (string?)(await Json(response))["error"]!["type"]);
        Assert.Equal(Bad + "\n", await client.GetAsync("_requests", Token));
        Assert.Equal(400, Assert.Single(host.Requests).Status);
    }

    [Fact]
    public async Task Timings_OfTwoRequests_AreInOrder()
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        await GoAsync(host);
        await GoAsync(host);

        var timings = JsonNode.Parse(await client.GetAsync("_timings", Token))!["requests"]!.AsArray();

        Assert.Equal(2, timings.Count);
        Assert.True((long)timings[0]!["arrived"]! <= (long)timings[0]!["ended"]!);
        Assert.True((long)timings[0]!["ended"]! <= (long)timings[1]!["arrived"]!);
    }

    [Fact]
    public async Task Models_AreListed()
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);

        Assert.Equal("scripted", (string?)JsonNode.Parse(await client.GetAsync("v1/models", Token))!["data"]![0]!["id"]);
    }

    private static Task<ScriptedModelHost> StartAsync(VendorQuirks quirks = VendorQuirks.None) =>
        ScriptedModelHost.StartAsync(Conversation, new ScriptedModelOptions { Quirks = quirks }, Token);

    private static async Task<string> GoAsync(ScriptedModelHost host)
    {
        using var client = new RawVendorClient(host);
        using var response = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

    private static void AssertSame(ScriptedAnswer expected, ScriptedAnswer actual)
    {
        Assert.Equal(expected.Calls.AsEnumerable(), actual.Calls.AsEnumerable());
        Assert.Equal(expected with { Calls = [] }, actual with { Calls = [] });
    }
}
