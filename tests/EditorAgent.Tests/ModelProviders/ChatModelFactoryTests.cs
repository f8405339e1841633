using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.Scripted;
using Xunit;

namespace EditorAgent.Tests.ModelProviders;

public sealed class ChatModelFactoryTests
{
    private static readonly ModelSettings Model = new() { Alias = "alias", Provider = "p", Model = "vendor-name", ContextWindow = 9000, MaxCompletionTokens = 800 };

    [Theory]
    [InlineData(ProviderType.OpenAi)]
    [InlineData(ProviderType.Anthropic)]
    public void Create_WhenConfigured_DescribesTheModelByTheUsersName(ProviderType type)
    {
        using var factory = new ChatModelFactory(TimeProvider.System);

        var model = factory.Create(new ProviderSettings { Name = "p", Type = type, BaseUrl = "https://api.example.com/v1" }, Model);

        Assert.Equal(new ModelDescription("alias", "p", 9000, 800), model.Description);
    }

    [Fact]
    public async Task Create_WhenScriptedConversationCannotBeRead_SaysSo()
    {
        using var factory = new ChatModelFactory(TimeProvider.System);
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(directory.FullName, "conversation.yaml");
            await File.WriteAllTextAsync(file, "turns: [", TestContext.Current.CancellationToken);
            var provider = new ProviderSettings { Name = "p", Type = ProviderType.Scripted, BaseUrl = file };

            var broken = Assert.Throws<ConfigurationException>(() => factory.Create(provider, Model));
            var missing = Assert.Throws<ConfigurationException>(() => factory.Create(provider with { BaseUrl = file + ".gone" }, Model));

            Assert.IsType<ScriptedConversationException>(broken.InnerException);
            Assert.Contains("Provider 'p'", missing.Message, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
