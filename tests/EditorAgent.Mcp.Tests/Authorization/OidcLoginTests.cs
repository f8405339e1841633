using System.Text.RegularExpressions;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>Against a real authorization server with login, consent and tokens that live for three seconds.</summary>
public sealed partial class OidcLoginTests
{
    private const int SecondsOfToken = 3;

    private readonly CookieBrowser browser = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoginAsync_WhenThePersonLogsIn_CallsGetThrough()
    {
        await using var server = await LoginServer.StartAsync(SecondsOfToken, Token);
        using var bench = new LoginBench(server.Url);
        var needed = await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token));
        Assert.Equal(ServerFailureKind.LoginNeeded, needed.Kind);
        Assert.Contains("mcp-config login tested", needed.Message, StringComparison.Ordinal);
        Assert.Equal(LoginState.None, await bench.Login.StateAsync(bench.Server, Token));
        Assert.Equal(0, await server.CountAsync("registrations", Token));

        var state = await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        Assert.True(state is { IsLoggedIn: true, IsRenewable: true });
        Assert.Equal(server.Issuer, state.Issuer);
        Assert.Equal(["mcp:tools", "offline_access"], state.Scopes);
        Assert.Equal(new Uri(server.Issuer).Authority, Assert.Single(this.browser.Opened).Host);
        Assert.Contains("You can close this page", this.browser.LastPage, StringComparison.Ordinal);
        Assert.Equal("""200 {"jsonrpc":"2.0","id":1,"result":{"account":"somebody"}}""", await bench.CallAsync(Token));
    }

    [Fact]
    public async Task Calls_WhenTheTokenHasExpired_RenewItOnceForAll()
    {
        await using var server = await LoginServer.StartAsync(SecondsOfToken, Token);
        using var bench = new LoginBench(server.Url);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        await this.ExpiredAsync(bench);
        var refusals = await server.CountAsync("refusals", Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.CallAsync(Token)));
        Assert.All(answers, answer => Assert.StartsWith("200", answer, StringComparison.Ordinal));
        Assert.Equal(1, await server.CountAsync("renewals", Token));
        Assert.Equal(1, await server.CountAsync("logins", Token));
        Assert.Equal(refusals, await server.CountAsync("refusals", Token));
    }

    [Fact]
    public async Task Calls_WhenTwoShareAFolder_RenewOnceForBoth()
    {
        await using var server = await LoginServer.StartAsync(SecondsOfToken, Token);
        using var one = new LoginBench(server.Url);
        using var two = new LoginBench(server.Url, sameUser: one);
        await one.Login.LoginAsync(one.Server, this.browser.OpenAsync, Token);
        Assert.StartsWith("200", await two.CallAsync(Token), StringComparison.Ordinal);
        await this.ExpiredAsync(one);

        var answers = await Task.WhenAll(one.CallAsync(Token), two.CallAsync(Token));
        Assert.All(answers, answer => Assert.StartsWith("200", answer, StringComparison.Ordinal));
        Assert.Equal(1, await server.CountAsync("renewals", Token));
    }

    [Fact]
    public async Task Calls_WhenTwoProcessesAreAtItAtOnce_RenewOnceForBoth()
    {
        await using var server = await LoginServer.StartAsync(SecondsOfToken, Token);
        using var bench = new LoginBench(server.Url);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        await this.ExpiredAsync(bench);

        var ended = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => OtherProcess.CallAsync(bench, Token)));
        Assert.All(ended, end => Assert.Equal((0, ""), end));
        Assert.Equal(1, await server.CountAsync("renewals", Token));
        Assert.Equal(2, await server.CountAsync("calls", Token));
    }

    [Fact]
    public async Task Calls_WhenStartedColdWithAnExpiredToken_NeedNoPerson()
    {
        await using var server = await LoginServer.StartAsync(SecondsOfToken, Token);
        using var earlier = new LoginBench(server.Url);
        await earlier.Login.LoginAsync(earlier.Server, this.browser.OpenAsync, Token);
        await this.ExpiredAsync(earlier);

        using var later = new LoginBench(server.Url, sameUser: earlier);
        Assert.StartsWith("200", await later.CallAsync(Token), StringComparison.Ordinal);
        Assert.Equal(1, await server.CountAsync("logins", Token));
        Assert.Single(this.browser.Opened);
    }

    [Fact]
    public async Task LogoutAsync_WhenLoggedIn_TheTokensAreWorthlessEverywhere()
    {
        await using var server = await LoginServer.StartAsync(600, Token);
        using var bench = new LoginBench(server.Url);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        var stolen = AccessTokenIn().Match(bench.Stored()).Groups[1].Value;
        Assert.NotEmpty(stolen);
        using var other = new LoginBench(server.Url, sameUser: bench);
        Assert.StartsWith("200", await other.CallAsync(Token), StringComparison.Ordinal);

        Assert.Equal(LogoutOutcome.Revoked, await bench.Login.LogoutAsync(bench.Server, Token));
        Assert.Equal("", bench.Stored());
        Assert.True(await server.CountAsync("revocations", Token) > 0);
        Assert.Equal(ServerFailureKind.LoginNeeded, (await Assert.ThrowsAsync<ServerException>(() => bench.CallAsync(Token))).Kind);
        Assert.Equal(ServerFailureKind.LoginNeeded, (await Assert.ThrowsAsync<ServerException>(() => other.CallAsync(Token))).Kind);
        using var thief = new HttpClient();
        thief.DefaultRequestHeaders.Authorization = new("Bearer", stolen);
        using var refused = await thief.PostAsync(server.Url, null, Token);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(LogoutOutcome.WasNotLoggedIn, await bench.Login.LogoutAsync(bench.Server, Token));
    }

    [Fact]
    public async Task LoginAsync_WhenAgain_IsTheSameClient()
    {
        await using var server = await LoginServer.StartAsync(600, Token);
        using var bench = new LoginBench(server.Url);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        Assert.Equal(2, await server.CountAsync("logins", Token));
        Assert.Equal(1, await server.CountAsync("registrations", Token));
    }

    [Fact]
    public async Task LoginAsync_WhenThePersonDeclines_KeepsWhatWas()
    {
        await using var server = await LoginServer.StartAsync(600, Token);
        using var bench = new LoginBench(server.Url);
        await bench.Login.LoginAsync(bench.Server, this.browser.OpenAsync, Token);
        await Assert.ThrowsAsync<ServerException>(() => bench.Login.LoginAsync(bench.Server, (_, _) => Task.FromResult(false), Token));
        Assert.StartsWith("200", await bench.CallAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoginAsync_WhenCancelled_ClosesItsPort()
    {
        await using var server = await LoginServer.StartAsync(600, Token);
        using var bench = new LoginBench(server.Url);
        using var patience = new CancellationTokenSource();
        LoginAddress? opened = null;
        var login = bench.Login.LoginAsync(
            bench.Server,
            async (address, _) =>
            {
                opened = address;
                await patience.CancelAsync();
                return true;
            },
            patience.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
        var redirect = new Uri(System.Web.HttpUtility.ParseQueryString(opened!.Address.Query)["redirect_uri"]!);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(redirect, Token));
    }

    /// <summary>Waits for what the clock brings; the stored time is the server's own word.</summary>
    private async Task ExpiredAsync(LoginBench bench)
    {
        var state = await bench.Login.StateAsync(bench.Server, Token);
        while (state.ExpiresAt!.Value - TimeProvider.System.GetUtcNow() is var rest && rest >= TimeSpan.Zero)
        {
            // A timer may come a moment before the clock says so.
            await Task.Delay(rest + TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.True((await bench.Login.StateAsync(bench.Server, Token)).ExpiresAt <= TimeProvider.System.GetUtcNow());
    }

    [GeneratedRegex("\"accessToken\":\"([^\"]+)\"")]
    private static partial Regex AccessTokenIn();
}
