using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Gateway;
using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Host.Gateway.Upstream;
using EditorAgent.Host.LoopbackHttp;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;
using EditorAgent.Tests.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>The gateway in this process between a scripted vendor and a small MCP server.</summary>
internal sealed class GatewayBench : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryDirectory home;
    private readonly ModelList list;
    private readonly GatewayRoutes routes;
    private readonly ServerPool pool;
    private readonly LoopbackListener listener;

    private GatewayBench(TemporaryDirectory home, ScriptedModelHost model, PlainMcpServer server, LoopbackListener listener, ModelList list, GatewayRoutes routes, ServerPool pool)
    {
        (this.home, this.Model, this.Server, this.listener, this.list, this.routes, this.pool) = (home, model, server, listener, list, routes, pool);
        this.Http = new HttpClient { BaseAddress = this.Address };
        this.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public ScriptedModelHost Model { get; }

    public PlainMcpServer Server { get; }

    public HttpClient Http { get; }

    public Uri Address => this.listener.Addresses[0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="yaml">What the model says.</param>
    /// <param name="moreTools">Of the server.</param>
    /// <param name="upstream">Another model than the scripted one.</param>
    /// <param name="bounds">Of the listener.</param>
    public static async Task<GatewayBench> StartAsync(string yaml, int moreTools = 0, string? upstream = null, LoopbackBounds? bounds = null)
    {
        var model = await ScriptedModelHost.StartAsync(ScriptedConversation.Parse(yaml, "gateway.yaml"), new ScriptedModelOptions(), Cancellation);
        var server = await PlainMcpServer.StartAsync(Cancellation, moreTools);
        var place = UpstreamPlace.At(upstream ?? model.BaseUrl.AbsoluteUri, null);
        var home = new TemporaryDirectory();
        var composition = new AgentComposition(EditorAgentHome.From(new Dictionary<string, string> { ["EDITORAGENT_HOME"] = home.Path }), new Dictionary<string, string>(), TimeProvider.System, NullLogger.Instance);
        var guard = new AddressGuard(allowsPrivate: false);
        var pool = new ServerPool(guard, TimeProvider.System, NullLogger.Instance);
        var list = new ModelList(place);
        var routes = new GatewayRoutes(new GatewayParts
        {
            Models = new UpstreamModels(place, composition.ModelAt),
            List = list,
            Store = new ResponseStore(TimeProvider.System),
            Agreed = new AgreedCalls(TimeProvider.System),
            Servers = pool,
            Addresses = guard,
            Time = TimeProvider.System,
        });
        var door = new LoopbackGuard(new BearerToken(Token), GatewayRoutes.RefuseAsync);
        var listener = await LoopbackListener.StartAsync([new IPEndPoint(IPAddress.Loopback, 0)], request => door.HandleAsync(request, routes.HandleAsync), bounds ?? new LoopbackBounds(), TimeProvider.System, NullLogger.Instance, Cancellation);
        return new GatewayBench(home, model, server, listener, list, routes, pool);
    }

    /// <summary>An entry for the server; by default nothing is asked.</summary>
    public JsonObject Entry(string more = "{}")
    {
        var entry = new JsonObject { ["type"] = "mcp", ["server_label"] = "plain", ["server_url"] = this.Server.Url, ["require_approval"] = "never" };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            entry[name] = value?.DeepClone();
        }

        return entry;
    }

    /// <summary>Creates a response; fails where the gateway refuses.</summary>
    public async Task<JsonElement> CreateAsync(string input, JsonObject entry, string more = "{}")
    {
        using var answer = await this.PostAsync("v1/responses", this.Request(input, entry, more));
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonElement.Parse(body);
    }

    public JsonObject Request(string input, JsonObject entry, string more = "{}")
    {
        var request = new JsonObject { ["model"] = "scripted", ["input"] = input, ["tools"] = new JsonArray(entry) };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        return request;
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body, CancellationToken? cancellationToken = null) =>
        this.Http.PostAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken ?? Cancellation);

    /// <summary>The messages of the model's last request.</summary>
    public JsonElement LastAsked => JsonElement.Parse(this.Model.Requests[^1].Body.Span);

    public async ValueTask DisposeAsync()
    {
        this.Http.Dispose();
        await this.listener.DisposeAsync();
        this.routes.Dispose();
        this.list.Dispose();
        await this.pool.DisposeAsync();
        await this.Server.DisposeAsync();
        await this.Model.DisposeAsync();
        this.home.Dispose();
    }
}
