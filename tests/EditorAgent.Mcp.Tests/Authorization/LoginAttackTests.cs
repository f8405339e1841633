using System.Net;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>Servers and issuers that lie: nothing is opened, nothing is sent to others, and no loop is driven by them.</summary>
public sealed class LoginAttackTests : IAsyncDisposable
{
    private readonly FakeServer server = new();
    private readonly FakeHost elsewhere = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await this.server.DisposeAsync();
        await this.elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task LoginAsync_WhenAllAreHonest_Works()
    {
        using var bench = new LoginBench(this.server.Url);
        Assert.True((await bench.Login.LoginAsync(bench.Server, new Visitor().OpenAsync, Token)).IsLoggedIn);
        Assert.StartsWith("200", await bench.CallAsync(Token), StringComparison.Ordinal);
        var token = this.server.Requests.Single(request => request.What == "POST /token").Body;
        Assert.Contains("resource=" + Uri.EscapeDataString(this.server.Url.AbsoluteUri), token, StringComparison.Ordinal);
        Assert.Contains("code_verifier=", token, StringComparison.Ordinal);
    }

    /// <summary>MCP-05.</summary>
    [Theory]
    [InlineData("file:///usr/bin/touch")]
    [InlineData("javascript:fetch('http://127.0.0.1')")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("ms-msdt:/id")]
    [InlineData("https://a/$(calc)")]
    [InlineData("https://a/`calc`")]
    [InlineData("https://a/;'calc'")]
    [InlineData("https://a/|calc")]
    [InlineData("--upload-pack=x")]
    [InlineData("-x")]
    [InlineData("https://a/b c")]
    [InlineData("https://a/b\"c")]
    [InlineData("https://a/b\nc")]
    [InlineData("http://evil.example/authorize")]
    [InlineData("https://user:word@evil.example/authorize")]
    [InlineData("https://169.254.169.254/authorize")]
    [InlineData("https://[fe80::1]/authorize")]
    [InlineData("https://аpple.com/authorize")]
    [InlineData("/authorize")]
    [InlineData(@"C:\Windows\System32\calc.exe")]
    public async Task LoginAsync_WhenTheAuthorizationEndpointIsHostile_OpensNothing(string endpoint)
    {
        this.server.Issuer["authorization_endpoint"] = endpoint;
        await this.RefusedAsync();
    }

    /// <summary>Addresses that we ask ourselves: SSRF.</summary>
    [Theory]
    [InlineData("token_endpoint", "http://evil.example/token")]
    [InlineData("token_endpoint", "https://169.254.169.254/latest/meta-data")]
    [InlineData("registration_endpoint", "https://10.0.0.1/register")]
    [InlineData("registration_endpoint", "https://192.168.1.1/register")]
    [InlineData("registration_endpoint", "https://172.16.5.5/register")]
    [InlineData("registration_endpoint", "https://[fd00::1]/register")]
    [InlineData("registration_endpoint", "https://[::ffff:10.0.0.1]/register")]
    [InlineData("revocation_endpoint", "gopher://127.0.0.1/")]
    public async Task LoginAsync_WhenAnEndpointIsPrivateOrPlain_SendsNothing(string member, string endpoint)
    {
        this.server.Issuer[member] = endpoint;
        await this.RefusedAsync();
    }

    /// <summary>MCP-06.</summary>
    [Fact]
    public async Task LoginAsync_WhenTheMetadataIsAtAnotherOrigin_IsRefused()
    {
        this.server.Challenge = $"Bearer resource_metadata=\"{this.elsewhere.Origin}/.well-known/oauth-protected-resource/mcp\"";
        await this.RefusedAsync();
    }

    [Fact]
    public async Task LoginAsync_WhenTheMetadataRedirects_IsNotFollowed()
    {
        this.server.ResourceRedirect = this.elsewhere.Origin + "/metadata";
        await this.RefusedAsync();
    }

    [Theory]
    [InlineData("https://other.example/mcp")]
    [InlineData("ORIGIN/other")]
    [InlineData("ORIGIN/mc")]
    [InlineData("ORIGIN/mcp/deeper")]
    [InlineData("mcp")]
    public async Task LoginAsync_WhenTheResourceIsAnother_IsRefused(string resource)
    {
        this.server.Resource["resource"] = resource.Replace("ORIGIN", this.server.Origin, StringComparison.Ordinal);
        await this.RefusedAsync();
    }

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("ORIGIN/")]
    [InlineData(null)]
    public async Task LoginAsync_WhenTheIssuerIsAnother_IsRefused(string? issuer)
    {
        this.server.Issuer["issuer"] = issuer?.Replace("ORIGIN", this.server.Origin, StringComparison.Ordinal);
        await this.RefusedAsync();
    }

    [Fact]
    public async Task LoginAsync_WhenPkceIsMissing_IsRefused()
    {
        this.server.Issuer.Remove("code_challenge_methods_supported");
        await this.RefusedAsync();
        this.server.Issuer["code_challenge_methods_supported"] = new JsonArray("plain");
        await this.RefusedAsync();
    }

    [Fact]
    public async Task LoginAsync_WhenAMemberIsThereTwice_IsRefused()
    {
        this.server.IssuerText = this.server.Issuer.ToJsonString().Insert(1, "\"token_endpoint\":\"https://evil.example/token\",");
        await this.RefusedAsync();
    }

    /// <summary>RFC 9207: whose answer it is comes before what it says.</summary>
    [Theory]
    [InlineData(true, "code=c&iss=https%3A%2F%2Fevil.example", false)]
    [InlineData(false, "code=c&iss=https%3A%2F%2Fevil.example", false)]
    [InlineData(true, "code=c", false)]
    [InlineData(true, "code=c&iss=ORIGIN%2F", false)]
    [InlineData(true, "error=access_denied&iss=https%3A%2F%2Fevil.example", false)]
    [InlineData(true, "code=c&iss=ORIGIN", true)]
    [InlineData(false, "code=c", true)]
    public async Task LoginAsync_WhenTheAnswerNamesAnIssuer_ItMustBeTheOneThatWasAsked(bool isPromised, string answer, bool isAccepted)
    {
        this.server.Issuer["authorization_response_iss_parameter_supported"] = isPromised;
        using var bench = new LoginBench(this.server.Url);
        var visitor = new Visitor((state, _) => $"state={state}&{answer.Replace("ORIGIN", Uri.EscapeDataString(this.server.Origin), StringComparison.Ordinal)}");
        var failure = await Record.ExceptionAsync(() => bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token));
        Assert.Equal(isAccepted, failure is null);
        Assert.Equal(isAccepted ? 1 : 0, this.server.Count("POST /token"));
        Assert.DoesNotContain("access_denied", failure?.Message ?? "", StringComparison.Ordinal);
    }

    /// <summary>A foreign page, or the answer of another login, neither gets in nor ends the login.</summary>
    [Fact]
    public async Task LoginAsync_WhenForeignAnswersComeFirst_TakesItsOwnOnly()
    {
        using var bench = new LoginBench(this.server.Url);
        var visitor = new Visitor();
        await bench.Login.LoginAsync(
            bench.Server,
            async (login, token) =>
            {
                var redirect = System.Web.HttpUtility.ParseQueryString(login.Address.Query)["redirect_uri"]!;
                await visitor.GoAsync($"{redirect}?code=stolen&state=guessed", token);
                await visitor.GoAsync($"{redirect}?code=stolen", token);
                await visitor.GoAsync($"{redirect}/else?code=stolen", token);
                await visitor.GoAsync(redirect.Replace("/callback", "/", StringComparison.Ordinal), token);
                var state = System.Web.HttpUtility.ParseQueryString(login.Address.Query)["state"]!;
                await visitor.GoAsync($"{redirect}?code=one&code=two&state={state}", token);
                await visitor.GoAsync(redirect.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + $"?code=mine&state={state}", token);
                return true;
            },
            Token);
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.OK], visitor.Pages);
        Assert.Contains("code=mine&", Assert.Single(this.server.Requests, request => request.What == "POST /token").Body, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", visitor.LastPage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoginAsync_WhenItsAnswerIsPlayedAgain_NobodyListens()
    {
        using var bench = new LoginBench(this.server.Url);
        var visitor = new Visitor();
        await bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token);
        var query = System.Web.HttpUtility.ParseQueryString(visitor.Opened[0].Query);
        await Assert.ThrowsAsync<HttpRequestException>(() => visitor.GoAsync($"{query["redirect_uri"]}?code=the-code&state={query["state"]}", Token));

        // State and verifier are of one login.
        await bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token);
        var second = System.Web.HttpUtility.ParseQueryString(visitor.Opened[1].Query);
        Assert.NotEqual(query["state"], second["state"]);
        Assert.NotEqual(query["code_challenge"], second["code_challenge"]);
    }

    /// <summary>MCP-07: at most one renewal and one login for a call.</summary>
    [Fact]
    public async Task Call_WhenTheServerRefusesEveryToken_EndsAfterOneRenewalAndOneLogin()
    {
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url, visitor.OpenAsync);
        Assert.StartsWith("200", await bench.CallAsync(Token), StringComparison.Ordinal);
        this.server.Accepts = _ => false;
        var (calls, tokens) = (this.server.Count("POST /mcp"), this.server.Count("POST /token"));

        var failure = await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token));
        Assert.Equal(ServerFailureKind.LoginNeeded, failure.Kind);
        Assert.Equal(3, this.server.Count("POST /mcp") - calls);
        Assert.Equal(2, this.server.Count("POST /token") - tokens);
        Assert.Equal(2, visitor.Opened.Count);
    }

    [Fact]
    public async Task Call_WhenTheServerWantsMoreForEver_EndsAfterOneLogin()
    {
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url, visitor.OpenAsync);
        var asked = 0;
        this.server.Forbids = _ => $"Bearer error=\"insufficient_scope\", scope=\"more-{++asked}\"";
        Assert.Equal(ServerFailureKind.Refused, (await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token))).Kind);
        Assert.Equal(2, visitor.Opened.Count);
        Assert.Contains("scope=more-1", visitor.Opened[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenMoreIsWantedAndNobodyIsThere_TheNextLoginAsksForIt()
    {
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url);
        await bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token);
        this.server.Forbids = _ => "Bearer error=\"insufficient_scope\", scope=\"more\"";
        Assert.Equal(ServerFailureKind.LoginNeeded, (await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token))).Kind);

        using var later = new LoginBench(this.server.Url, sameUser: bench);
        await later.Login.LoginAsync(later.Server, visitor.OpenAsync, Token);
        Assert.Contains("scope=more", visitor.Opened[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhileThePersonIsAtTheLogin_IsToldSoAndDoesNotWaitForThem()
    {
        var (opened, finished) = (new TaskCompletionSource(), new TaskCompletionSource());
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url);
        var login = bench.Login.LoginAsync(bench.Server, OpenAsync, Token);
        await opened.Task.WaitAsync(Token);

        var refused = await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token));
        Assert.Equal(ServerFailureKind.LoginNeeded, refused.Kind);
        Assert.Contains("under way", refused.Message, StringComparison.Ordinal);

        finished.SetResult();
        await login;
        Assert.StartsWith("200", await bench.CallAsync(Token), StringComparison.Ordinal);

        async Task<bool> OpenAsync(LoginAddress address, CancellationToken cancellationToken)
        {
            opened.SetResult();
            await finished.Task.WaitAsync(cancellationToken);
            return await visitor.OpenAsync(address, cancellationToken);
        }
    }

    /// <summary>A10: credentials of one issuer are nothing to another.</summary>
    [Fact]
    public async Task Call_WhenTheIssuerChanges_NothingOfTheOldOneReachesTheNew()
    {
        await using var other = new FakeServer();
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url, visitor.OpenAsync);
        await bench.CallAsync(Token);
        this.server.Resource["authorization_servers"] = new JsonArray(other.Origin);
        this.server.Accepts = token => token == "access-1-secret" && other.Count("POST /token") > 0;
        await bench.CallAsync(Token);
        Assert.Equal(1, other.Count("POST /register"));
        Assert.DoesNotContain(other.Requests, request => request.Body.Contains("client-of-" + this.server.Origin, StringComparison.Ordinal) || request.Body.Contains("refresh-of", StringComparison.Ordinal));
        Assert.Equal(1, this.server.Count("POST /token"));
    }

    [Fact]
    public async Task LoginAsync_WhenTheIssuerOfAConfiguredClientChanges_IsRefused()
    {
        await using var other = new FakeServer();
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url, settings: new McpOAuthSettings { ClientId = "mine", ClientSecret = "the client's secret" });
        await bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token);
        Assert.DoesNotContain("the client's secret", bench.Stored(), StringComparison.Ordinal);
        this.server.Resource["authorization_servers"] = new JsonArray(other.Origin);
        await Assert.ThrowsAsync<ServerException>(() => bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token));
        Assert.Empty(other.Requests);
        await bench.Login.LogoutAsync(bench.Server, Token);
        await bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token);
        Assert.Equal(1, other.Count("POST /token"));
    }

    /// <summary>A11.</summary>
    [Fact]
    public async Task Send_WhenToAnotherOrigin_CarriesNoToken()
    {
        using var bench = new LoginBench(this.server.Url, new Visitor().OpenAsync);
        await bench.CallAsync(Token);
        using var response = await bench.Client.GetAsync(new Uri(this.elsewhere.Origin + "/mcp"), Token);
        Assert.Null(Assert.Single(this.elsewhere.Requests).Authorization);
        using var own = await bench.Client.GetAsync(this.server.Url, Token);
        Assert.Equal("Bearer access-1-secret", this.server.Requests.Last().Authorization);
    }

    [Fact]
    public async Task Texts_WhenALoginWentThroughEverything_HoldNoToken()
    {
        var visitor = new Visitor();
        using var bench = new LoginBench(this.server.Url, visitor.OpenAsync);
        await bench.CallAsync(Token);
        var store = new LoginStore(this.server.Url, Core.Secrets.SecretStores.Open(new Core.Configuration.EditorAgentHome(bench.Folder), new Core.Processes.TrustedPath(null, []), new System.Collections.Hashtable(), _ => { }, TimeProvider.System), Core.Secrets.SecretStores.LocksOf(new Core.Configuration.EditorAgentHome(bench.Folder), TimeProvider.System));
        var record = (await store.LoadAsync(Token))!;
        Assert.Equal("access-1-secret", record.Tokens!.AccessToken);
        this.server.Accepts = _ => false;
        var failure = await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token));
        var state = await bench.Login.StateAsync(bench.Server, Token);
        string[] texts = [failure.ToString(), state.ToString(), record.ToString(), record.Tokens.ToString(), record.Client.ToString(), new AccessToken("access-1-secret", null).ToString(), bench.Server.ToString()];
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain("access-", text, StringComparison.Ordinal);
            Assert.DoesNotContain("refresh-of", text, StringComparison.Ordinal);
            Assert.DoesNotContain("the-code", text, StringComparison.Ordinal);
        });
        Assert.Equal("a log with *** in it", SecretMask.Of("a log with access-1-secret in it"));
        Assert.Equal("a log with *** in it", SecretMask.Of("a log with refresh-of-fake-server in it"));
    }

    private async Task RefusedAsync()
    {
        using var bench = new LoginBench(this.server.Url);
        var visitor = new Visitor();
        var refused = await Assert.ThrowsAsync<ServerException>(() => bench.Login.LoginAsync(bench.Server, visitor.OpenAsync, Token));
        Assert.Equal(ServerFailureKind.Unreadable, refused.Kind);
        Assert.Empty(visitor.Opened);
        Assert.Empty(this.elsewhere.Requests);
        Assert.Equal(0, this.server.Count("POST /token"));
        Assert.Equal(LoginState.None, await bench.Login.StateAsync(bench.Server, Token));
    }
}
