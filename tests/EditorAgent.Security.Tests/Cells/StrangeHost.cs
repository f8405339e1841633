using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Play;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>The HTTP servers and issuers of all inputs of a cell, each below a path of its own. Counts what each was asked for.</summary>
internal sealed class StrangeHost : IAsyncDisposable
{
    private const string ResourcePrefix = "/.well-known/oauth-protected-resource/";
    private const string IssuerPrefix = "/.well-known/oauth-authorization-server/";

    private readonly HttpListener listener;
    private readonly string origin;
    private readonly HttpClient visitor = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<string, Site> sites = new(StringComparer.Ordinal);
    private readonly Task serving;

    public StrangeHost()
    {
        (this.listener, this.origin) = Listen();
        this.serving = this.ServeAsync();
    }

    public string AddressOf(AttackInput input) => $"{this.origin}/{SegmentOf(input)}";

    /// <summary>From here on the input's server is there.</summary>
    public void Open(AttackInput input, Func<string, string> fill) => this.sites[SegmentOf(input)] = new Site(input.Host!, this.AddressOf(input), this.origin, fill);

    /// <param name="input">Whose server.</param>
    /// <param name="seen">What the editor saw.</param>
    public IEnumerable<string> Problems(AttackInput input, Observation seen)
    {
        int Count(string what) => what switch
        {
            "opened" => seen.Opened,
            "forms" => seen.Forms,
            _ => this.sites[SegmentOf(input)].Counts.GetValueOrDefault(what),
        };
        return
        [
            .. input.Host!.Most.Where(limit => Count(limit.Key) > limit.Value).Select(limit => $"{limit.Key}: {Count(limit.Key)} times, at most {limit.Value}"),
            .. input.Host.Least.Where(limit => Count(limit.Key) < limit.Value).Select(limit => $"{limit.Key}: {Count(limit.Key)} times, at least {limit.Value}"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        this.listener.Close();
        await this.serving;
        this.visitor.Dispose();
    }

    private static string SegmentOf(AttackInput input) => input.Name.Replace('/', '.');

    private static (HttpListener Listener, string Origin) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var origin = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener { Prefixes = { origin + "/" } };
            try
            {
                listener.Start();
                return (listener, origin);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        while (true)
        {
            try
            {
                var context = await this.listener.GetContextAsync();
                answering.Add(Task.Run(() => this.AnswerAsync(context)));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                await Task.WhenAll(answering);
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync(CancellationToken.None);
            var (site, path) = this.Find(context.Request.Url!.AbsolutePath);
            if (site is null)
            {
                context.Response.StatusCode = 404;
            }
            else
            {
                await this.AnswerAsync(site, path, context, body);
            }

            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or HttpRequestException)
        {
            // Whoever asked does not wait any more.
        }
    }

    private (Site? Site, string Path) Find(string path)
    {
        foreach (var prefix in new[] { ResourcePrefix, IssuerPrefix })
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (this.sites.GetValueOrDefault(path[prefix.Length..].Split('/')[0]), prefix);
            }
        }

        var pieces = path.Split('/', 3);
        return (this.sites.GetValueOrDefault(pieces[1]), pieces.Length > 2 ? pieces[2] : "");
    }

    private async Task AnswerAsync(Site site, string path, HttpListenerContext context, string body)
    {
        var (request, response) = (context.Request, context.Response);
        switch (path)
        {
            case ResourcePrefix when site.Host.ResourceRedirect is { } elsewhere:
                response.StatusCode = 302;
                response.Headers["Location"] = site.Fill(elsewhere);
                break;
            case ResourcePrefix:
                Json(response, site.Resource);
                break;
            case IssuerPrefix:
                Json(response, site.Issuer);
                break;
            case "register":
                site.Count("register");
                Json(response, "{\"client_id\":\"somebody\"}", 201);
                break;
            case "authorize":
                site.Count("authorize");
                await this.ComeBackAsync(site, request);
                break;
            case "token":
                Json(response, site.Token(body));
                break;
            case "mcp":
                site.Count("mcp");
                Serve(site, request, body, response);
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }

    /// <summary>The user has logged in: their browser goes back to where the login says.</summary>
    private async Task ComeBackAsync(Site site, HttpListenerRequest request)
    {
        var back = request.QueryString["redirect_uri"]!;
        var state = Uri.EscapeDataString(site.Host.State ?? request.QueryString["state"]!);
        using var page = await this.visitor.GetAsync(new Uri($"{back}?{site.Fill(site.Host.Answer)}&state={state}"));
        if (!page.IsSuccessStatusCode)
        {
            // Nobody else answers in place of the user; so that the login ends, they give up.
            using var refused = await this.visitor.GetAsync(new Uri($"{back}?error=access_denied&iss={Uri.EscapeDataString(site.Address)}&state={request.QueryString["state"]}"));
        }
    }

    private static void Serve(Site site, HttpListenerRequest request, string body, HttpListenerResponse response)
    {
        if (site.Host.Redirect is { } elsewhere)
        {
            response.StatusCode = 307;
            response.Headers["Location"] = site.Fill(elsewhere);
            return;
        }

        if (site.ChallengeTo(request.Headers["Authorization"]) is { } challenge)
        {
            response.Headers["WWW-Authenticate"] = challenge;
            response.StatusCode = challenge.Contains("insufficient_scope", StringComparison.Ordinal) ? 403 : 401;
            return;
        }

        if (request.HttpMethod == "GET" && site.Host.Endpoint is { } endpoint)
        {
            response.ContentType = "text/event-stream";
            response.OutputStream.Write(Encoding.UTF8.GetBytes($"event: endpoint\ndata: {site.Fill(endpoint)}\n\n"));
            return;
        }

        var message = request.HttpMethod == "POST" ? JsonNode.Parse(body)!.AsObject() : null;
        if (message is null || site.Host.Endpoint is not null || (string?)message["method"] == "server/discover")
        {
            response.StatusCode = message is null || site.Host.Endpoint is not null ? 405 : 400;
            return;
        }

        site.Count((string?)message["method"] ?? "");
        var result = (string?)message["method"] switch
        {
            "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"strange","version":"1"}}""",
            "tools/list" => (site.Counts["initialize"] > 1 ? site.Host.ToolsLater ?? site.Host.Tools : site.Host.Tools)?.GetRawText() ?? """{"tools":[{"name":"x","description":"Does x.","inputSchema":{"type":"object"}}]}""",
            "tools/call" => site.Host.Call?.GetRawText() ?? """{"content":[{"type":"text","text":"it ran"}]}""",
            _ => null,
        };
        if (message["id"] is not { } id || result is null)
        {
            response.StatusCode = 202;
            return;
        }

        Json(response, $$"""{"jsonrpc":"2.0","id":{{id.ToJsonString()}},"result":{{result}}}""");
    }

    private static void Json(HttpListenerResponse response, string text, int status = 200)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
    }

    private sealed class Site
    {
        private readonly string metadata;
        private int tokens;

        public Site(AttackHost host, string address, string origin, Func<string, string> fill)
        {
            this.Host = host;
            this.Address = address;
            this.Fill = fill;
            this.metadata = $"{origin}{ResourcePrefix}{address[(origin.Length + 1)..]}/mcp";
        }

        public AttackHost Host { get; }

        public string Address { get; }

        public Func<string, string> Fill { get; }

        public ConcurrentDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        public string Resource => this.With(this.Host.Resource, new JsonObject { ["resource"] = this.Address + "/mcp", ["authorization_servers"] = new JsonArray(this.Address) });

        public string Issuer => this.Host.IssuerText is { } text ? this.Fill(text) : this.With(this.Host.Issuer, new JsonObject
        {
            ["issuer"] = this.Address,
            ["authorization_endpoint"] = this.Address + "/authorize",
            ["token_endpoint"] = this.Address + "/token",
            ["registration_endpoint"] = this.Address + "/register",
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("none"),
        });

        public void Count(string what) => this.Counts.AddOrUpdate(what, 1, (_, count) => count + 1);

        public string Token(string body)
        {
            this.Count("token");
            if (body.Contains("grant_type=refresh_token", StringComparison.Ordinal))
            {
                this.Count("refresh");
            }

            var number = Interlocked.Increment(ref this.tokens);
            return $$"""{"access_token":"access-{{number}}","token_type":"Bearer",{{(number == 1 ? this.Host.FirstToken : $"\"expires_in\":3600,\"refresh_token\":\"refresh-{number}\"")}}}""";
        }

        public string? ChallengeTo(string? authorization)
        {
            if (this.Host.Challenge is "")
            {
                return null;
            }

            if (this.Host.RefusesTokens || authorization?.StartsWith("Bearer access-", StringComparison.Ordinal) is not true)
            {
                return this.Host.Challenge is { } own ? this.Fill(own) : $"Bearer resource_metadata=\"{this.metadata}\"";
            }

            return this.Host.WantsMore ? $"Bearer error=\"insufficient_scope\", scope=\"more-{this.Counts["mcp"]}\"" : null;
        }

        private string With(JsonObject? changes, JsonObject honest)
        {
            foreach (var (name, value) in changes ?? [])
            {
                if (value is null)
                {
                    honest.Remove(name);
                }
                else
                {
                    honest[name] = JsonNode.Parse(this.Fill(value.ToJsonString()));
                }
            }

            return honest.ToJsonString();
        }
    }
}
