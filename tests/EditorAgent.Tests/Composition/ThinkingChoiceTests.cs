using EditorAgent.Core.Configuration;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using Xunit;

namespace EditorAgent.Tests.Composition;

public sealed class ThinkingChoiceTests
{
    [Theory]
    [InlineData(ThinkingSupport.None, null, ProviderType.Anthropic, "")]
    [InlineData(ThinkingSupport.Switch, null, ProviderType.OpenAi, "default,off,on")]
    [InlineData(ThinkingSupport.Switch, "high", ProviderType.OpenAi, "default,off,on,low,high,max")]
    [InlineData(ThinkingSupport.Switch, null, ProviderType.Anthropic, "default,off,on,low,high,max")]
    [InlineData(ThinkingSupport.Always, null, ProviderType.OpenAi, "")]
    [InlineData(ThinkingSupport.Always, "low", ProviderType.OpenAi, "default,low,high,max")]
    public void For_AModel_OffersWhatItKnows(ThinkingSupport thinking, string? effort, ProviderType type, string values) =>
        Assert.Equal(values, string.Join(',', ThinkingChoice.For(Model(thinking, effort), new ProviderSettings { Name = "p", Type = type, BaseUrl = "x" })));

    [Theory]
    [InlineData("default", null, "high")]
    [InlineData("off", false, null)]
    [InlineData("on", true, "high")]
    [InlineData("max", true, "max")]
    public void Apply_OfAChoice_ChangesOnlyThinking(string choice, bool? isOn, string? effort)
    {
        var model = Model(ThinkingSupport.Switch, "high");

        Assert.Equal(model with { ThinkingEnabled = isOn, ThinkingEffort = effort }, ThinkingChoice.Apply(model, choice));
    }

    private static ModelSettings Model(ThinkingSupport thinking, string? effort) => new() { Alias = "m", Provider = "p", Model = "m", Thinking = thinking, ThinkingEffort = effort };
}
