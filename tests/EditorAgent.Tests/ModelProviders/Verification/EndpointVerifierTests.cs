using EditorAgent.Core.Configuration;
using EditorAgent.ModelProviders.Verification;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Verification;

public sealed class EndpointVerifierTests
{
    private const int Seed = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AtASoundEndpoint_FindsNothingWrongWithinItsBounds()
    {
        await using var endpoint = await FlawedEndpoint.StartAsync(Flaw.None, Token);
        using var verifier = new EndpointVerifier(endpoint.Provider, FlawedEndpoint.Model, Seed, TimeProvider.System);

        var findings = await verifier.RunAsync(Token).ToListAsync(Token);

        Assert.All(findings, finding => Assert.True(finding.Grade == FindingGrade.Passed, finding.ToString()));
        Assert.Equal(
            ["reachable", "key", "parameters", "streaming", "usage", "errors", "tool_choice none", "tool_choice required", "tool schemas", "tool triggers", "call ids", "parallel calls", "history", "cache", "unicode", "token cap", "long answer"],
            findings.Select(finding => finding.Check));
        Assert.Equal(endpoint.Requests, verifier.Spent.Requests);
        Assert.True(endpoint.Requests <= verifier.Cost.Requests);
    }

    [Theory]
    [InlineData(Flaw.RefusesTheKey, "key", FindingGrade.Failed)]
    [InlineData(Flaw.Overloaded, "reachable", FindingGrade.Failed)]
    [InlineData(Flaw.AnswersWithAPage, "model", FindingGrade.Failed)]
    [InlineData(Flaw.ReasoningLast, "streaming", FindingGrade.Failed)]
    [InlineData(Flaw.NoUsage, "usage", FindingGrade.Failed)]
    [InlineData(Flaw.UsageTooEarly, "usage", FindingGrade.Warning)]
    [InlineData(Flaw.NoFinishReason, "streaming", FindingGrade.Failed)]
    [InlineData(Flaw.NoDone, "streaming", FindingGrade.Warning)]
    [InlineData(Flaw.TakesNonsense, "errors", FindingGrade.Failed)]
    [InlineData(Flaw.FailsOnNonsense, "errors", FindingGrade.Warning)]
    [InlineData(Flaw.RefusesWithAPage, "errors", FindingGrade.Warning)]
    [InlineData(Flaw.IgnoresToolChoice, "tool_choice none", FindingGrade.Warning)]
    [InlineData(Flaw.NeverCalls, "tool schemas", FindingGrade.Failed)]
    [InlineData(Flaw.AlwaysCalls, "tool triggers", FindingGrade.Warning)]
    [InlineData(Flaw.ViolatesSchemas, "tool schemas", FindingGrade.Failed)]
    [InlineData(Flaw.ViolatesOneSchema, "tool schemas", FindingGrade.Warning)]
    [InlineData(Flaw.BrokenArguments, "tool schemas", FindingGrade.Failed)]
    [InlineData(Flaw.InventsTools, "tool schemas", FindingGrade.Failed)]
    [InlineData(Flaw.OneCallAtATime, "parallel calls", FindingGrade.Warning)]
    [InlineData(Flaw.MixesCalls, "parallel calls", FindingGrade.Failed)]
    [InlineData(Flaw.SharesCallIds, "parallel calls", FindingGrade.Warning)]
    [InlineData(Flaw.StopsForCalls, "call ids", FindingGrade.Warning)]
    [InlineData(Flaw.RefusesReasoning, "history", FindingGrade.Failed)]
    [InlineData(Flaw.ReportsNoCache, "cache", FindingGrade.Warning)]
    [InlineData(Flaw.CachesNothing, "cache", FindingGrade.Warning)]
    [InlineData(Flaw.BreaksLetters, "unicode", FindingGrade.Failed)]
    [InlineData(Flaw.IgnoresTheCap, "token cap", FindingGrade.Failed)]
    [InlineData(Flaw.StopsBelowTheCap, "token cap", FindingGrade.Warning)]
    [InlineData(Flaw.DropsPieces, "long answer", FindingGrade.Warning)]
    public async Task Run_AtAnEndpointWithOneFlaw_NamesIt(Flaw flaw, string check, FindingGrade grade)
    {
        await using var endpoint = await FlawedEndpoint.StartAsync(flaw, Token);
        using var verifier = new EndpointVerifier(endpoint.Provider, FlawedEndpoint.Model, Seed, TimeProvider.System);

        var findings = await verifier.RunAsync(Token).ToListAsync(Token);

        Assert.Equal(grade, Assert.Single(findings, finding => finding.Check == check).Grade);
        Assert.DoesNotContain(findings, finding => finding.Detail.Contains("sk-test-of-the-host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhereTheKeyIsRefused_SendsNothingMore()
    {
        await using var endpoint = await FlawedEndpoint.StartAsync(Flaw.RefusesTheKey, Token);
        using var verifier = new EndpointVerifier(endpoint.Provider, FlawedEndpoint.Model, Seed, TimeProvider.System);

        _ = await verifier.RunAsync(Token).ToListAsync(Token);

        Assert.Equal(1, endpoint.Requests);
    }

    [Fact]
    public async Task Run_WhereNobodyListens_SaysSo()
    {
        ProviderSettings provider;
        await using (var endpoint = await FlawedEndpoint.StartAsync(Flaw.None, Token))
        {
            provider = endpoint.Provider;
        }

        using var verifier = new EndpointVerifier(provider, FlawedEndpoint.Model, Seed, TimeProvider.System);

        var finding = Assert.Single(await verifier.RunAsync(Token).ToListAsync(Token));
        Assert.Equal("reachable", finding.Check);
        Assert.Equal(FindingGrade.Failed, finding.Grade);
    }

    [Fact]
    public void Cases_OfOneSeed_AreAlwaysTheSame()
    {
        Assert.Equal(ToolCases.For(3).Select(one => one.Prompt), ToolCases.For(3).Select(one => one.Prompt));
        Assert.NotEqual(ToolCases.For(3).Select(one => one.Prompt), ToolCases.For(4).Select(one => one.Prompt));
        Assert.Equal(ToolCases.Count, ToolCases.For(1).Length);
    }
}
