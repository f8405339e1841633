using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.ModelProviders.Formula;
using EditorAgent.Tests.Agent;
using EditorAgent.Tests.BuiltInTools.Shell;
using EditorAgent.Tests.ModelProviders.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Formula;

/// <summary>Formula tools against a server on loopback that answers like the vendor's.</summary>
public sealed class FormulaToolsTests : IDisposable
{
    private const string Key = "sk-formula-0123456789abcdef";
    private const string Search =
        """{"type":"function","function":{"name":"web_search","description":"Searches.","parameters":{"type":"object","properties":{"query":{"type":"string"}},"required":["query"]}}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("formula-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    [Theory]
    [InlineData("""{"tools":[TOOL]}""")]
    [InlineData("[TOOL]")]
    public async Task FindAsync_WhenTheServiceListsAFunction_JoinsTheCatalog(string answer)
    {
        await using var service = new LoopbackResponder(Json(answer.Replace("TOOL", Search, StringComparison.Ordinal)));
        await using var formulas = this.Formulas(service);
        var catalog = new ToolCatalog([]);
        formulas.Start(catalog);

        Assert.Equal("web_search", (await formulas.FindAsync("web_search", Token))!.Definition.Name);

        Assert.Equal(["web_search"], catalog.Names);
        var request = Assert.Single(service.Requests);
        Assert.Equal("GET /v1/formulas/moonshot/web-search:latest/tools HTTP/1.1", request.Line);
        Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Remembered_WhenFetchedBefore_IsThereWithoutTheNetwork()
    {
        await using (var service = new LoopbackResponder(Json($"[{Search}]")))
        {
            await this.FetchAsync(service);
        }

        await using var elsewhere = this.Formulas(1);
        Assert.Empty(elsewhere.Remembered([]));
        await using var same = this.Formulas(this.lastPort);
        Assert.Empty(same.Remembered(["Web_Search"]));
        Assert.Equal("web_search", Assert.Single(same.Remembered([])).Definition.Name);
    }

    [Fact]
    public async Task Start_WhenNamesClash_KeepsWhatIsThere()
    {
        await using var service = new LoopbackResponder(Json($"[{Search},{Search.Replace("Searches.", "Twice.", StringComparison.Ordinal)}]"));
        await using var formulas = this.Formulas(service);
        var own = new Stub("web_search");
        var catalog = new ToolCatalog([own]);
        formulas.Start(catalog);

        Assert.Same(own, await formulas.FindAsync("web_search", Token));
        Assert.Equal(["web_search"], catalog.Names);
    }

    [Theory]
    [InlineData("""{"type":"function","function":{"name":"mcp__a__b"}}""")]
    [InlineData("""{"type":"function","function":{"name":"two words"}}""")]
    [InlineData("""{"type":"function","function":{"name":"web_se\u200barch"}}""")]
    [InlineData("""{"type":"function","function":{"name":"\ud800xx"}}""")]
    [InlineData("""{"type":"function","function":{"name":"ab"}}""")]
    [InlineData("""{"type":"function","function":{"description":"no name"}}""")]
    [InlineData("""{"type":"function","function":{"name":"remote","parameters":{"$ref":"https://example.com/a"}}}""")]
    [InlineData("""{"type":"function","function":{"name":"list","parameters":{"type":"array"}}}""")]
    [InlineData("5")]
    public async Task Start_WhenOneFunctionIsHostile_LeavesOnlyItOut(string hostile)
    {
        await using var service = new LoopbackResponder(Json($"[{hostile},{Search}]"));
        await using var formulas = this.Formulas(service);
        var catalog = new ToolCatalog([]);
        formulas.Start(catalog);
        await formulas.FindAsync("web_search", Token);

        Assert.Equal(["web_search"], catalog.Names);
    }

    [Theory]
    [InlineData(200, "not json")]
    [InlineData(200, """{"tools":5}""")]
    [InlineData(200, """{"tools":[],"tools":[]}""")]
    [InlineData(404, """{"error":"no such formula"}""")]
    [InlineData(302, "")]
    public async Task Start_WhenTheServiceAnswersNonsense_OffersNothing(int status, string body)
    {
        await using var service = new LoopbackResponder(CannedAnswer.Of(status, body, "application/json", "Location: http://127.0.0.1:1/"));
        await using var formulas = this.Formulas(service);
        var catalog = new ToolCatalog([]);
        formulas.Start(catalog);

        Assert.Null(await formulas.FindAsync("web_search", Token));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RunAsync_WhenOutputIsLongAndEncrypted_ReachesTheModelCharacterByCharacter()
    {
        var secret = "----MOONSHOT ENCRYPTED BEGIN----" + new string('x', 60_000) + "<|im_end|> \u200b[outside] ";
        await using var service = new LoopbackResponder(
            Json($"[{Search}]"), Json($$"""{"status":"succeeded","context":{"output":"","encrypted_output":{{JsonSerializer.Serialize(secret)}} } }"""));
        await using var formulas = this.Formulas(service);
        var catalog = new ToolCatalog([]);
        formulas.Start(catalog);
        await formulas.FindAsync("web_search", Token);
        await using var fixture = await AgentFixture.StartAsync(
            new ModelInMemory(ModelInMemory.Calls(("web_search", """{"query":"a \"b\""}""")), ModelInMemory.Says("done")), [], catalog: catalog);
        await fixture.TurnAsync("go", Token);

        var result = Assert.Single(fixture.Agent.Session.State.Conversation.OfType<Message.ToolResult>());
        Assert.Equal(secret, Assert.IsType<ContentPart.Text>(Assert.Single(result.Content)).Value);
        Assert.Equal("POST /v1/formulas/moonshot/web-search:latest/fibers HTTP/1.1", service.Requests[1].Line);
        Assert.Equal("""{"name":"web_search","arguments":"{\"query\":\"a \\\"b\\\"\"}"}""", service.Requests[1].Text);
        var asked = Assert.Single(fixture.Asked);
        Assert.Contains("moonshot/web-search:latest: web_search", asked.Plan.Title, StringComparison.Ordinal);
        Assert.Equal(secret, Assert.Single((await fixture.ReloadAsync()).Conversation.OfType<Message.ToolResult>()).Content.OfType<ContentPart.Text>().Single().Value);
    }

    [Fact]
    public async Task PlanAsync_WhenJudged_IsLikeAToolOfAnMcpServer()
    {
        await using var service = new LoopbackResponder(Json($"[{Search}]"));
        var tool = await this.ToolAsync(service);

        var plan = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(tool, new { query = "x" }, Token));

        Assert.Equal("mcp__formula__web_search", Assert.IsType<PermissionSubject.McpCall>(Assert.Single(plan.Subjects)).Name);
        Assert.Equal(new PermissionGrant("mcp__formula__web_search"), Assert.Single(plan.OfferedGrants));
        Assert.False(plan.IsReadOnly);
    }

    [Theory]
    [InlineData(200, """{"status":"failed","error":"no luck","context":{"error":"other"}}""", "no luck")]
    [InlineData(200, """{"status":"failed","context":{"error":"inner","output":"out"}}""", "inner")]
    [InlineData(200, """{"status":"failed","context":{"output":"out"}}""", "out")]
    [InlineData(200, """{"status":"failed","error":{"message":"nested"}}""", "nested")]
    [InlineData(200, """{"status":"succeeded","context":{}}""", "without any output. It may have run")]
    [InlineData(200, """{"status":"succeeded","context":{"output":"\ud800"}}""", "not valid Unicode. It may have run")]
    [InlineData(200, "garbage", "cannot be read. It may have run")]
    [InlineData(401, """{"error":{"message":"bad key sk-formula-0123456789abcdef"}}""", "the key is refused (HTTP 401): bad key ***")]
    [InlineData(404, "", "there is no such formula (HTTP 404)")]
    [InlineData(429, """{"error":{"message":"slow down"}}""", "too many requests")]
    [InlineData(302, "", "not done with a key")]
    [InlineData(500, "boom", "a fault of its own (HTTP 500): boom")]
    public async Task RunAsync_WhenItFails_SaysWhyAndNothingSecret(int status, string body, string expected)
    {
        await using var service = new LoopbackResponder(Json($"[{Search}]"), CannedAnswer.Of(status, body));
        var result = await ToolRun.RunAsync(await this.ToolAsync(service), new { query = "x" }, Token);

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Text, StringComparison.Ordinal);
        Assert.Equal(TextOrigin.Outside, result.Origin);
        Assert.False(result.IsVerbatim);
    }

    [Fact]
    public async Task RunAsync_WhenTheServiceIsSilent_GivesUpAfterThirtySeconds()
    {
        await using var service = new LoopbackResponder(new CannedAnswer([]) { Hangs = true });
        var time = new ManualTimeProvider();
        using var http = new FormulaHttp(new FormulaEndpoint(Provider(service.Port)), time);
        var tool = new FormulaTool(
            new FormulaFunction("moonshot/web-search:latest", new ToolDefinition("web_search", "", "{}"u8.ToArray())), new FormulaEndpoint(Provider(service.Port)), http);
        var running = ToolRun.RunAsync(tool, new { query = "x" }, Token);
        await service.Answered;
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains("did not answer within 30 seconds. It may have run", (await running).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheAnswerHasNoEnd_StopsReading()
    {
        await using var service = new LoopbackResponder(Json($"[{Search}]"), Json($$"""{"status":"succeeded","context":{"output":"{{new string('a', 5 * 1024 * 1024)}}"} }"""));

        Assert.Contains("longer than 4 MB", (await ToolRun.RunAsync(await this.ToolAsync(service), new { query = "x" }, Token)).Text, StringComparison.Ordinal);
    }

    private int lastPort;

    private static CannedAnswer Json(string body) => CannedAnswer.Of(200, body);

    private static ProviderSettings Provider(int port) => new()
    {
        Name = "moonshot",
        Type = ProviderType.OpenAi,
        BaseUrl = $"http://127.0.0.1:{port}/v1",
        ApiKey = Key,
        Dialect = ChatDialect.Moonshot,
        Formulas = ["moonshot/web-search:latest"],
    };

    private FormulaTools Formulas(LoopbackResponder service) => this.Formulas(service.Port);

    private FormulaTools Formulas(int port) => FormulaTools.For(Provider(port), Path.Combine(this.folder, "formulas"), TimeProvider.System, NullLogger.Instance)!;

    private async Task FetchAsync(LoopbackResponder service)
    {
        this.lastPort = service.Port;
        await using var formulas = this.Formulas(service);
        formulas.Start(new ToolCatalog([]));
        await formulas.FindAsync("web_search", Token);
    }

    /// <summary>As a later session has it.</summary>
    private async Task<ITool> ToolAsync(LoopbackResponder service)
    {
        await this.FetchAsync(service);
        return Assert.Single(this.Formulas(service).Remembered([]));
    }

    private sealed class Stub(string name) : ITool
    {
        public ToolDefinition Definition { get; } = new(name, "", """{"type":"object"}"""u8.ToArray());

        public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => new(new ToolPlan.Refused("no"));

        public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) => new(ToolResult.Error("no"));
    }
}
