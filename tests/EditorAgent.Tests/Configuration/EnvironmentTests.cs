using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class EnvironmentTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenAOneOffModelIsNamed_ItWinsOverTheFile()
    {
        this.folders.WriteUser("default_model = \"a\"\n[providers.a]\napi_key = \"sk-of-the-file\"\n[models.a]\nprovider = \"a\"\ncontext_window = 5000");

        var configuration = this.folders.Load(("EDITORAGENT_BASE_URL", "http://localhost:9/v1"), ("EDITORAGENT_API_KEY", "env"), ("EDITORAGENT_MODEL", "a"));

        var selected = Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, null));
        Assert.Equal(("environment", "http://localhost:9/v1", "env", ProviderType.OpenAi), (selected.Provider.Name, selected.Provider.BaseUrl, selected.Provider.ApiKey, selected.Provider.Type));
        Assert.Equal("a", selected.Model.Model);
        Assert.Equal(262_144, selected.Model.ContextWindow);
        Assert.Equal("EDITORAGENT_MODEL", configuration.Origins["default_model"].ToString());
        Assert.Equal("EDITORAGENT_API_KEY", configuration.Origins["providers.environment.api_key"].ToString());
    }

    [Fact]
    public void Load_WhenTheOneOffIsAKnownModel_KnowsItsWindow()
    {
        var configuration = this.folders.Load(("EDITORAGENT_BASE_URL", "https://api.moonshot.ai/v1"), ("EDITORAGENT_MODEL", "kimi-k3"));

        var selected = Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, null));
        Assert.Equal((1_048_576, ThinkingSupport.Switch, ChatDialect.Moonshot), (selected.Model.ContextWindow, selected.Model.Thinking, selected.Provider.Dialect));
        Assert.Single(configuration.Models);
    }

    [Fact]
    public void Load_WhenTheVendorIsNamed_ItsAddressIsKnown()
    {
        var configuration = this.folders.Load(("EDITORAGENT_PROVIDER", "anthropic"), ("EDITORAGENT_API_KEY", "k"), ("EDITORAGENT_MODEL", "m"));

        var provider = Assert.Single(configuration.Providers);
        Assert.Equal((ProviderType.Anthropic, "https://api.anthropic.com"), (provider.Type, provider.BaseUrl));
    }

    [Fact]
    public void Load_WhenTheProviderIsScripted_TheAddressIsAFileAndTheModelHasAName()
    {
        var configuration = this.folders.Load(("EDITORAGENT_PROVIDER", "scripted"), ("EDITORAGENT_BASE_URL", "/tmp/talk.yaml"));

        var selected = Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, null));
        Assert.Equal((ProviderType.Scripted, "/tmp/talk.yaml", "scripted"), (selected.Provider.Type, selected.Provider.BaseUrl, selected.Model.Alias));
    }

    [Theory]
    [InlineData("EDITORAGENT_BASE_URL=http://localhost/v1", "EDITORAGENT_MODEL is missing")]
    [InlineData("EDITORAGENT_API_KEY=sk-secret", "EDITORAGENT_BASE_URL is missing")]
    [InlineData("EDITORAGENT_API_KEY=sk-secret EDITORAGENT_MODEL=m", "EDITORAGENT_BASE_URL is missing")]
    [InlineData("EDITORAGENT_PROVIDER=anthropic EDITORAGENT_MODEL=m", "EDITORAGENT_BASE_URL is missing")]
    [InlineData("EDITORAGENT_PROVIDER=scripted EDITORAGENT_MODEL=m EDITORAGENT_API_KEY=sk-secret", "EDITORAGENT_BASE_URL is missing")]
    [InlineData("EDITORAGENT_MODEL=m", "no provider is configured")]
    [InlineData("EDITORAGENT_PROVIDER=sk-secret EDITORAGENT_BASE_URL=http://localhost/v1 EDITORAGENT_MODEL=m", "EDITORAGENT_PROVIDER must be openai")]
    [InlineData("EDITORAGENT_BASE_URL=sk-secret EDITORAGENT_MODEL=m", "EDITORAGENT_BASE_URL: providers.environment.base_url must be an http")]
    public void Load_WhenTheEnvironmentSaysHalf_NamesWhatIsMissing(string variables, string expected)
    {
        var message = this.folders.LoadError([.. variables.Split(' ').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenOnlyAModelIsNamed_ItChoosesAmongTheConfigured()
    {
        this.folders.WriteUser("default_model = \"a\"\n[providers.p]\n[models.a]\nprovider = \"p\"\n[models.b]\nprovider = \"p\"");

        var chosen = ModelSelection.From(this.folders.Load(("EDITORAGENT_MODEL", "b")), null);
        var unknown = ModelSelection.From(this.folders.Load(("EDITORAGENT_MODEL", "c")), null);

        Assert.Equal("b", Assert.IsType<ModelSelection.Selected>(chosen).Model.Alias);
        Assert.Equal("EDITORAGENT_MODEL: there is no model \"c\". Configured: a, b.", Assert.IsType<ModelSelection.UnknownAlias>(unknown).Message);
    }

    [Fact]
    public void Load_WhenVariablesAreEmpty_TheyCountAsUnset()
    {
        var configuration = this.folders.Load(("EDITORAGENT_BASE_URL", ""), ("EDITORAGENT_MODEL", " "), ("MOONSHOT_API_KEY", ""));

        Assert.IsType<ModelSelection.NothingConfigured>(ModelSelection.From(configuration, null));
    }

    [Fact]
    public void Load_WhenThereIsAMoonshotKey_KimiIsReady()
    {
        var configuration = this.folders.Load(("MOONSHOT_API_KEY", "sk-secret"));

        var selected = Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, null));
        Assert.Equal(("moonshot", "https://api.moonshot.ai/v1", "sk-secret", ChatDialect.Moonshot), (selected.Provider.Name, selected.Provider.BaseUrl, selected.Provider.ApiKey, selected.Provider.Dialect));
        Assert.Equal(("kimi-k2.6", 262_144, ThinkingSupport.Switch), (selected.Model.Model, selected.Model.ContextWindow, selected.Model.Thinking));
        Assert.Equal(1_048_576, Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, "kimi-k3")).Model.ContextWindow);
    }

    [Fact]
    public void Load_WhenMoonshotHasAnotherAddress_UsesIt()
    {
        var configuration = this.folders.Load(("MOONSHOT_API_KEY", "k"), ("MOONSHOT_BASE_URL", "https://api.kimi.com/coding/v1"));

        Assert.Equal("https://api.kimi.com/coding/v1", configuration.Providers[0].BaseUrl);
        Assert.Equal("kimi-for-coding", configuration.DefaultModel);
    }

    [Fact]
    public void Load_WhenTheUserConfiguredMoonshot_TheKeyAloneComesFromTheEnvironment()
    {
        this.folders.WriteUser("[providers.moonshot]\ntype = \"moonshot\"\nbase_url = \"https://api.moonshot.cn/v1\"\n[models.mine]\nprovider = \"moonshot\"\nmodel = \"kimi-k2.5\"");

        var configuration = this.folders.Load(("MOONSHOT_API_KEY", "k"));

        var selected = Assert.IsType<ModelSelection.Selected>(ModelSelection.From(configuration, null));
        Assert.Equal(("https://api.moonshot.cn/v1", "k", "mine"), (selected.Provider.BaseUrl, selected.Provider.ApiKey, selected.Model.Alias));
        Assert.Single(configuration.Models);
    }

    [Fact]
    public void Load_WhenAMoonshotTypeHasAnotherHost_TheVendorsKeyStaysHome()
    {
        this.folders.WriteUser("[providers.proxy]\ntype = \"moonshot\"\nbase_url = \"https://proxy.example/v1\"");

        Assert.Null(this.folders.Load(("MOONSHOT_API_KEY", "k")).Providers.Single(provider => provider.Name == "proxy").ApiKey);
    }

    [Fact]
    public void From_WhenHomeIsMoved_FollowsAnAbsolutePathOnly()
    {
        Assert.Equal("/somewhere", EditorAgentHome.From(new Dictionary<string, string> { ["EDITORAGENT_HOME"] = "/somewhere" }).Directory);
        Assert.EndsWith(".editoragent", EditorAgentHome.From(new Dictionary<string, string>()).Directory, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => EditorAgentHome.From(new Dictionary<string, string> { ["EDITORAGENT_HOME"] = "here" }));
    }

    [Theory]
    [InlineData("/nonexistent/home", "HOME is /nonexistent/home, and no such folder is there")]
    [InlineData("rel", "HOME is rel, which is no absolute path")]
    public void From_WhenHomeNamesNoFolder_SaysWhatIsWrongWithIt(string home, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "HOME is of Unix");
        var refusal = Assert.Throws<ConfigurationException>(() => EditorAgentHome.From(new Dictionary<string, string> { ["HOME"] = home }));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(". Mend it, or set EDITORAGENT_HOME to an absolute path", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("/x", EditorAgentHome.From(new Dictionary<string, string> { ["HOME"] = home, ["EDITORAGENT_HOME"] = "/x" }).Directory);
    }
}
