using EditorAgent.Core.Configuration;
using EditorAgent.ModelProviders.Verification;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Verification;

public sealed class KeyTrialTests
{
    [Theory]
    [InlineData(200, KeyVerdict.Accepted)]
    [InlineData(401, KeyVerdict.Refused)]
    [InlineData(403, KeyVerdict.Refused)]
    [InlineData(404, KeyVerdict.Unknown)]
    [InlineData(302, KeyVerdict.Unknown)]
    [InlineData(500, KeyVerdict.Unknown)]
    public async Task Ask_ByTheHostsAnswer_SaysWhatItSaid(int status, KeyVerdict expected)
    {
        await using var host = new LoopbackResponder(CannedAnswer.Of(status, """{"data":[]}"""));

        Assert.Equal(expected, await AskAsync(host, ProviderType.OpenAi));
        Assert.Equal("GET /v1/models HTTP/1.1", Assert.Single(host.Requests).Line);
        Assert.Equal("Bearer sk-key", host.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task Ask_OfAnthropicsDialect_SendsTheKeyItsWay()
    {
        await using var host = new LoopbackResponder(CannedAnswer.Of(200, "{}"));

        Assert.Equal(KeyVerdict.Accepted, await AskAsync(host, ProviderType.Anthropic));
        Assert.Equal("sk-key", host.Requests[0].Headers["x-api-key"]);
        Assert.DoesNotContain("Authorization", host.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task Ask_WhenNobodyListens_IsUnknown()
    {
        var gone = new LoopbackResponder(CannedAnswer.Of(200, "{}"));
        await gone.DisposeAsync();

        Assert.Equal(KeyVerdict.Unknown, await AskAsync(gone, ProviderType.OpenAi));
    }

    private static Task<KeyVerdict> AskAsync(LoopbackResponder host, ProviderType type) => new KeyTrial(TimeProvider.System).AskAsync(
        new ProviderSettings { Name = "p", Type = type, BaseUrl = $"{host.Address}/v1", ApiKey = "sk-key" }, TestContext.Current.CancellationToken);
}
