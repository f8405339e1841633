using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EditorAgent.Host.Gateway;
using EditorAgent.Host.LoopbackHttp;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>What a client may not do, and what it may cost: every refusal is an error as the API's clients read it.</summary>
public sealed class BoundsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "invalid_api_key", "Authorization", "Bearer wrong")]
    [InlineData(403, "forbidden", "Origin", "http://attacker.example")]
    [InlineData(403, "forbidden", "Sec-Fetch-Site", "cross-site")]
    [InlineData(403, "forbidden", "Host", "attacker.example")]
    public async Task Request_ThatIsNotServed_IsAnsweredInTheApisForm(int status, string code, string header, string value)
    {
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]");
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/models");
        request.Headers.Authorization = header == "Authorization" ? AuthenticationHeaderValue.Parse(value) : bench.Http.DefaultRequestHeaders.Authorization;
        if (header != "Authorization")
        {
            request.Headers.Add(header, value);
        }

        using var answer = await bench.Http.SendAsync(request, Token);

        await AssertErrorAsync(answer, status, "invalid_request_error", code);
        Assert.Equal(status == 401, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task Body_BeyondTheBound_IsRefusedUnread()
    {
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]", bounds: new LoopbackBounds { RequestBytes = 2_000 });

        using var answer = await bench.PostAsync("v1/responses", bench.Request(new string('x', 3_000), bench.Entry()));

        await AssertErrorAsync(answer, 413, "invalid_request_error", null);
        Assert.Empty(bench.Model.Requests);
    }

    [Fact]
    public async Task Rounds_BeyondTheBound_EndTheResponse()
    {
        await using var bench = await GatewayBench.StartAsync($$"""
            turns:
              - repeat: {count: {{GatewayLimits.Rounds + 10}}, answer: {calls: [{tool: mcp__plain__add, arguments: {a: 1, b: 2} }] } }
            """);

        var response = await bench.CreateAsync("go on", bench.Entry());

        Assert.Equal("incomplete", response.GetProperty("status").GetString());
        Assert.Equal(GatewayLimits.Rounds, response.GetProperty("output").EnumerateArray().Count(item => item.GetProperty("type").ValueEquals("mcp_call")));
        Assert.Equal(GatewayLimits.Rounds, bench.Model.Requests.Count);
    }

    [Fact]
    public async Task Responses_MoreThanTheBoundAtOnce_AreToldToComeAgain()
    {
        await using var model = await HangingModel.StartAsync(Token);
        await using var bench = await GatewayBench.StartAsync("turns: [{answer: {text: x}}]", upstream: model.BaseUrl);
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Enumerable.Range(0, GatewayLimits.AtOnce + 3).Select(_ => bench.PostAsync("v1/responses", bench.Request("x", bench.Entry()), client.Token)).ToList();

        for (var refused = 0; refused < 3; refused++)
        {
            var ended = await Task.WhenAny(running).WaitAsync(TimeSpan.FromSeconds(90), Token);
            running.Remove(ended);
            using var answer = await ended;
            await AssertErrorAsync(answer, 429, "rate_limit_error", "rate_limit_exceeded");
        }

        await client.CancelAsync();
        foreach (var one in running)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }
    }

    private static async Task AssertErrorAsync(HttpResponseMessage answer, int status, string type, string? code)
    {
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)answer.StatusCode, body);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var error = JsonElement.Parse(Encoding.UTF8.GetBytes(body)).GetProperty("error");
        Assert.Equal((type, code), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }
}
