using System.Net;
using System.Net.Sockets;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.LoopbackHttp;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EditorAgent.Protocol.Tests.LoopbackHttp;

public sealed class LoopbackListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OnPort0_SaysWhichPortItTook()
    {
        await using var bench = await LoopbackBench.StartAsync();

        Assert.NotEqual(0, bench.Port);
        Assert.Equal("127.0.0.1", bench.Address.Host);
    }

    [Fact]
    public async Task Start_OnIPv6Loopback_Serves()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "no IPv6 here");
        await using var bench = await LoopbackBench.StartAsync(address: IPAddress.IPv6Loopback);
        using var request = bench.Request();

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Start_WhenThePortIsTaken_SaysSoInOneLine()
    {
        await using var first = await LoopbackBench.StartAsync();

        var refusal = await Assert.ThrowsAsync<UserFacingException>(() => LoopbackListener.StartAsync(
            [new IPEndPoint(IPAddress.Loopback, first.Port)], _ => Task.CompletedTask, new LoopbackBounds(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token));

        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAnAddressOfTheNetwork_IsNoOption()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => LoopbackListener.StartAsync(
            [new IPEndPoint(IPAddress.Any, 0)], _ => Task.CompletedTask, new LoopbackBounds(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token));
    }

    [Theory]
    [InlineData("0.0.0.0:80")]
    [InlineData("example.com:80")]
    [InlineData("127.0.0.1:port")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("localhost:0")]
    public void Parse_OfWhatIsNoLoopbackAddress_IsRefused(string typed) => Assert.Throws<UserFacingException>(() => LoopbackAddress.Parse(typed));

    [Fact]
    public void Parse_OfLocalhost_ListensOnBothFamilies() =>
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 3210), new IPEndPoint(IPAddress.IPv6Loopback, 3210)], LoopbackAddress.Parse("localhost:3210"));

    [Fact]
    public async Task Body_BeyondTheBound_Is413AndToldTheBound()
    {
        await using var bench = await LoopbackBench.StartAsync(
            async context =>
            {
                using var memory = new MemoryStream();
                await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
            },
            new LoopbackBounds { RequestBytes = 1_000 });
        using var request = bench.Request(HttpMethod.Post);
        request.Content = new ByteArrayContent(new byte[1_001]);

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("1000 bytes", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_BeyondTheBound_Are431()
    {
        await using var bench = await LoopbackBench.StartAsync();
        using var request = bench.Request();
        request.Headers.Add("X-Long", new string('x', 40_000));

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Connections_BeyondTheBound_AreClosedAtOnce()
    {
        var entered = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        await using var bench = await LoopbackBench.StartAsync(
            async _ =>
            {
                entered.Release();
                await go.Task;
            },
            new LoopbackBounds { Connections = 2 });
        using var one = bench.Request();
        using var two = bench.Request();
        var held = new[] { bench.Client.SendAsync(one, Token), bench.Client.SendAsync(two, Token) };
        await entered.WaitAsync(Token);
        await entered.WaitAsync(Token);

        var third = await Record.ExceptionAsync(async () => Assert.Empty(await bench.RawAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{bench.Port}\r\nConnection: close\r\n\r\n", Token)));

        Assert.True(third is null or IOException or SocketException, third?.ToString());
        go.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Stop_WhileARequestNeverEnds_CutsItOff()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bench = await LoopbackBench.StartAsync(
            async context =>
            {
                entered.SetResult();
                await using var registration = context.RequestAborted.Register(() => cut.SetResult());
                await cut.Task;
            },
            new LoopbackBounds { StopGrace = TimeSpan.FromMilliseconds(50) });
        using var request = bench.Request();
        var pending = bench.Client.SendAsync(request, Token);
        await entered.Task;

        await bench.DisposeAsync();

        await cut.Task.WaitAsync(Token);
        await Assert.ThrowsAnyAsync<Exception>(() => pending);
    }

    [Fact]
    public async Task Handler_ThatFails_CostsOneRequestAndTellsNothing()
    {
        await using var bench = await LoopbackBench.StartAsync(_ => throw new InvalidOperationException("a secret detail"));
        using var request = bench.Request();

        using var answer = await bench.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
