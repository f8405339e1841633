using System.Net;
using Xunit;

namespace EditorAgent.Protocol.Tests.LoopbackHttp;

public sealed class LoopbackGuardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithTokenAndOwnHost_IsServedWithoutAnyCorsHeader()
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = bench.Request();
        request.Headers.Add("Origin", $"http://127.0.0.1:{bench.Port}");

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal("served", await answer.Content.ReadAsStringAsync(Token));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1")]
    [InlineData("0.0.0.0")]
    public async Task Request_WhenHostNamesAnotherServer_Is403EvenWithToken(string host)
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = bench.Request();
        request.Headers.Host = host;

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://attacker.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("https://127.0.0.1")]
    public async Task Request_WhenOriginIsAnothers_Is403EvenWithToken(string origin)
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = bench.Request(HttpMethod.Post);
        request.Headers.Add("Origin", origin);

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Request_WhenABrowserSaysItComesFromAnotherSite_Is403()
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = bench.Request();
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("Bearer")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Request_WithoutTheToken_Is401BeforeTheHandler(string? authorization)
    {
        var isServed = false;
        await using var bench = await LoopbackBench.StartAsync(_ =>
        {
            isServed = true;
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(isServed);
    }

    [Fact]
    public async Task Preflight_OfAnotherOrigin_GetsNoCorsHeader()
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/");
        request.Headers.Add("Origin", "http://attacker.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_WithTwoHosts_IsRefused()
    {
        await using var bench = await LoopbackBench.StartAsync();

        var answer = await bench.RawAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{bench.Port}\r\nHost: attacker.example\r\nAuthorization: Bearer {bench.Token}\r\nConnection: close\r\n\r\n", Token);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }
}
