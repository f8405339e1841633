using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.ScriptedModelServer.Faults;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>What happens between the client, the model and the server of one response.</summary>
public sealed class ResponsesTests
{
    private const string AddThenAnswer = """
        turns:
          - answer: {calls: [{tool: mcp__plain__add, arguments: {a: 2, b: 3}}]}
          - answer: {text: 'It is ${result:(\d+)}.'}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_OfAServer_ReachThatServerAndNothingElse()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);

        var response = await bench.CreateAsync("add", bench.Entry("""{"authorization":"oauth-1234567890","headers":{"X-Secret":"header-1234567890"}}"""));

        Assert.Equal("It is 5.", Text(response));
        Assert.Contains(("Bearer oauth-1234567890", "header-1234567890"), bench.Server.Headers);
        var elsewhere = response.GetRawText() + string.Concat(bench.Model.Requests.Select(request => Encoding.UTF8.GetString(request.Body.Span)));
        Assert.DoesNotContain("1234567890", elsewhere);
        Assert.DoesNotContain("/mcp", response.GetRawText());
    }

    [Fact]
    public async Task Disconnect_WhileAServerWorks_EndsTheCallThere()
    {
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {calls: [{tool: mcp__plain__wait, arguments: {}}]}}]");
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = bench.PostAsync("v1/responses", bench.Request("wait", bench.Entry()), client.Token);
        await bench.Server.Waits.WaitAsync(Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await bench.Server.GivenUp.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disconnect_WhileTheModelAnswers_EndsTheRequestToIt(bool isStream)
    {
        await using var model = await HangingModel.StartAsync(Token);
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]", upstream: model.BaseUrl);
        bench.Http.DefaultRequestHeaders.Add("X-Upstream-Authorization", "Bearer sk-of-the-client");
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/responses")
        {
            Content = new StringContent(bench.Request("x", bench.Entry(), new JsonObject { ["stream"] = isStream }.ToJsonString()).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var running = bench.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, client.Token);
        Assert.Equal("Bearer sk-of-the-client", await model.Asked.WaitAsync(TimeSpan.FromMinutes(1), Token));

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await model.GivenUp.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public async Task Approval_WhenOnlySomeToolsNeedNone_AsksForTheOthers()
    {
        await using var bench = await GatewayBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__plain__add, arguments: {a: 2, b: 3}}, {tool: mcp__plain__write, arguments: {}}]}
              - answer: {text: Done.}
            """);
        var entry = bench.Entry("""{"require_approval":{"never":{"read_only":true}}}""");

        var asked = await bench.CreateAsync("go", entry);

        Assert.Equal(["mcp_list_tools", "mcp_call", "mcp_approval_request"], Kinds(asked));
        Assert.DoesNotContain("write", bench.Server.Asked);
        var id = asked.GetProperty("output")[2].GetProperty("id").GetString();
        var more = new JsonObject
        {
            ["previous_response_id"] = asked.GetProperty("id").GetString(),
            ["input"] = new JsonArray(new JsonObject { ["type"] = "mcp_approval_response", ["approval_request_id"] = id, ["approve"] = true }),
        };
        var done = await bench.CreateAsync("", (JsonObject)entry.DeepClone(), more.ToJsonString());
        Assert.Equal(["mcp_call", "message"], Kinds(done));
        Assert.Single(bench.Server.Asked, "add");
        Assert.Single(bench.Server.Asked, "write");
        Assert.Single(bench.Server.Asked, "tools/list");
        var roles = bench.LastAsked.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
        Assert.Equal(["user", "assistant", "tool", "tool"], roles);
    }

    [Fact]
    public async Task Approval_WhenNobodyAnswersIt_TheCallIsNotRun()
    {
        await using var bench = await GatewayBench.StartAsync("""
            turns:
              - when: {user_contains: forget}
                answer: {text: Forgotten.}
              - at: 0
                answer: {calls: [{tool: mcp__plain__write, arguments: {}}]}
            """);
        var entry = bench.Entry("""{"require_approval":null}""");
        var asked = await bench.CreateAsync("go", entry);
        Assert.Equal(["mcp_list_tools", "mcp_approval_request"], Kinds(asked));

        var next = await bench.CreateAsync("forget it", (JsonObject)entry.DeepClone(), new JsonObject { ["previous_response_id"] = asked.GetProperty("id").GetString() }.ToJsonString());

        Assert.Equal("Forgotten.", Text(next));
        Assert.DoesNotContain("write", bench.Server.Asked);
    }

    [Fact]
    public async Task Tools_BeyondTheBound_AreRefused()
    {
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]", moreTools: 125);

        using var answer = await bench.PostAsync("v1/responses", bench.Request("x", bench.Entry()));

        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("error");
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("array_above_max_length", error.GetProperty("code").GetString());
        Assert.Equal("x", Text(await bench.CreateAsync("x", bench.Entry("""{"allowed_tools":["add"]}"""))));
        Assert.Equal("x", Text(await bench.CreateAsync("x", bench.Entry("""{"allowed_tools":{"read_only":true}}"""))));
        Assert.Equal(1, bench.LastAsked.GetProperty("tools").GetArrayLength());
    }

    [Fact]
    public async Task ToolChoice_WhenAServersToolIsNamed_IsForcedOnceOnly()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);

        await bench.CreateAsync("add", bench.Entry(), """{"tool_choice":{"type":"mcp","server_label":"plain","name":"add"},"parallel_tool_calls":false,"temperature":0.5,"top_p":0.25,"max_output_tokens":100,"text":{"format":{"type":"json_object"}}}""");

        var bodies = bench.Model.Requests.Select(request => JsonElement.Parse(request.Body.Span)).ToList();
        Assert.Equal("mcp__plain__add", bodies[0].GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        Assert.False(bodies[1].TryGetProperty("tool_choice", out _));
        Assert.All(bodies, body =>
        {
            Assert.False(body.GetProperty("parallel_tool_calls").GetBoolean());
            Assert.Equal(0.5, body.GetProperty("temperature").GetDouble());
            Assert.Equal(0.25, body.GetProperty("top_p").GetDouble());
            Assert.Equal("json_object", body.GetProperty("response_format").GetProperty("type").GetString());
        });
        Assert.Equal(100, bodies[0].GetProperty("max_tokens").GetInt32());
        Assert.True(bodies[1].GetProperty("max_tokens").GetInt32() < 100);
    }

    [Fact]
    public async Task Model_WhenItFailsOnce_IsAskedAgain()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);
        bench.Model.Faults.Add(new ModelFault { Status = 500, Next = 1 });

        Assert.Equal("It is 5.", Text(await bench.CreateAsync("add", bench.Entry())));
    }

    [Fact]
    public async Task Model_WhenItFailsAfterACallHasRun_GivesAFailedResponseAndNoErrorThatClientsRepeat()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);
        bench.Model.Faults.Add(new ModelFault { Status = 401, After = 1 });

        var response = await bench.CreateAsync("add", bench.Entry());

        Assert.Equal("failed", response.GetProperty("status").GetString());
        Assert.Equal("5", response.GetProperty("output")[1].GetProperty("output").GetString());
        Assert.Single(bench.Server.Asked, "add");
    }

    [Fact]
    public async Task ToolErrors_AreToldToTheModelAndToTheClient()
    {
        await using var bench = await GatewayBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__plain__fail, arguments: {}}, {tool: mcp__plain__nothing, arguments: {}}, {tool: mcp__plain__add, raw_arguments: '{"a":'}]}
              - when: {tool_result_contains: no tool mcp__plain__nothing}
                answer: {text: I see.}
            """);

        var response = await bench.CreateAsync("x", bench.Entry());

        Assert.Equal(["mcp_list_tools", "mcp_call", "mcp_call", "message"], Kinds(response));
        var failed = response.GetProperty("output")[1];
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("mcp_tool_execution_error", failed.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("no such page", failed.GetProperty("error").GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("mcp_protocol_error", response.GetProperty("output")[2].GetProperty("error").GetProperty("type").GetString());
        Assert.DoesNotContain("add", bench.Server.Asked);
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("""{"model":"m","model":"n","input":"x"}""", "invalid_json")]
    [InlineData("""{"model":"m","input":"\ud800"}""", "invalid_json")]
    [InlineData("""{"model":"m"}""", "missing_required_parameter")]
    [InlineData("""{"model":"m","input":[{"type":"message","role":"nobody","content":"x"}]}""", "invalid_value")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"input_image","image_url":"https://example.com/a.png"}]}]}""", "invalid_image_url")]
    [InlineData("""{"model":"m","input":"x","max_output_tokens":1}""", "integer_below_min_value")]
    [InlineData("""{"model":"m","input":"x","truncation":"auto"}""", "unsupported_value")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"mcp","server_label":"a b","server_url":"https://example.com"}]}""", "invalid_value")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"mcp","server_label":"a","server_url":"https://u:p@example.com"}]}""", "invalid_value")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"mcp","server_label":"a","server_url":"https://example.com","headers":{"Host":"x"}}]}""", "invalid_value")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"mcp","server_label":"a","server_url":"https://example.com","headers":{"X":"a\r\nB: c"}}]}""", "invalid_value")]
    public async Task Body_WhenItIsWrong_IsRefusedInTheApisForm(string body, string code)
    {
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]");

        using var answer = await bench.Http.PostAsync("v1/responses", new StringContent(body, Encoding.UTF8, "application/json"), Token);

        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("error");
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Empty(bench.Model.Requests);
    }

    internal static string Text(JsonElement response) => string.Concat(
        response.GetProperty("output").EnumerateArray().Where(item => item.GetProperty("type").ValueEquals("message")).Select(item => item.GetProperty("content")[0].GetProperty("text").GetString()));

    internal static IEnumerable<string?> Kinds(JsonElement response) => response.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("type").GetString());
}
