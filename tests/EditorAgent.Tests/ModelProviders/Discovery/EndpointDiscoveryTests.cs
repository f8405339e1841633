using EditorAgent.ModelProviders.Discovery;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Discovery;

public sealed class EndpointDiscoveryTests
{
    [Fact]
    public async Task Find_WhenSomeServersRun_GivesThemInFixedOrder()
    {
        await using var first = new LoopbackResponder(CannedAnswer.Of(200, """{"object":"list","data":[{"id":"nomic-embed-text"},{"id":"qwen3:8b"}]}"""));
        await using var second = new LoopbackResponder(CannedAnswer.Of(200, """{"data":[]}"""));
        await using var web = new LoopbackResponder(CannedAnswer.Of(200, "<html></html>", "text/html"));
        await using var refusing = new LoopbackResponder(CannedAnswer.Of(404, "{}"));
        await using var redirecting = new LoopbackResponder(CannedAnswer.Of(302, "", headers: ["Location: " + first.Address + "/v1/models"]));
        var gone = new LoopbackResponder(CannedAnswer.Of(200, "{}"));
        var closedPort = gone.Port;
        await gone.DisposeAsync();
        var discovery = new EndpointDiscovery(
            TimeProvider.System,
            [new("Closed", closedPort), new("First", first.Port), new("Web", web.Port), new("Refusing", refusing.Port), new("Moved", redirecting.Port), new("Second", second.Port)]);

        var found = await discovery.FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [("First", $"{first.Address}/v1", "qwen3:8b", "qwen3:8b"), ("Second", $"{second.Address}/v1", null, "")],
            found.Select(server => (server.Name, server.BaseUrl, server.Model, string.Join(',', server.Models))));
        Assert.Equal("GET /v1/models HTTP/1.1", first.Requests[0].Line);
        Assert.DoesNotContain("Authorization", first.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task Find_WhenServerHangs_GoesOnWithoutIt()
    {
        var time = new ManualTimeProvider();
        await using var hanging = new LoopbackResponder(new CannedAnswer([]) { Hangs = true });
        var running = new EndpointDiscovery(time, [new("Hanging", hanging.Port)]).FindAsync(TestContext.Current.CancellationToken);

        await hanging.Answered;
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Empty(await running);
    }
}
