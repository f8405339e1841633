using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class UserFileTests : IDisposable
{
    private const string Secret = "sk-very-secret-0123456789";

    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenThereIsNoFile_GivesDefaultsWithTheirOrigin()
    {
        var configuration = this.folders.Load();

        Assert.Equal(300, configuration.Loop.MaxStepsPerTurn);
        Assert.Equal("ask", configuration.DefaultMode);
        Assert.Empty(configuration.Providers);
        Assert.Equal(ConfigurationLayer.Default, configuration.Origins["loop.max_steps_per_turn"].Layer);
        Assert.Equal(ConfigurationLayer.Default, configuration.Origins["default_permission_mode"].Layer);
    }

    [Fact]
    public void Load_WhenEverythingIsSet_ReadsEveryKey()
    {
        this.folders.WriteUser($$"""
            default_model = "big"
            default_permission_mode = "accept-edits"

            [providers.local]
            type = "openai"
            base_url = "http://localhost:8080/v1/"
            api_key = "{{Secret}}"
            dialect = "moonshot"
            headers = { "X-Team" = "blue" }

            [models.big]
            provider = "local"
            model = "kimi-k3"
            context_window = 100000
            max_completion_tokens = 2000
            thinking = "always"
            thinking_enabled = true
            thinking_keep = "all"
            thinking_effort = "low"
            temperature = 1

            [loop]
            max_steps_per_turn = 7
            max_attempts_per_step = 3
            tool_output_limit = 2000

            [[permission.rules]]
            decision = "deny"
            pattern = "shell(git push)"
            reason = "I push myself"
            """);

        var configuration = this.folders.Load();

        var provider = Assert.Single(configuration.Providers);
        Assert.Equal(("local", ProviderType.OpenAi, "http://localhost:8080/v1", Secret, ChatDialect.Moonshot), (provider.Name, provider.Type, provider.BaseUrl, provider.ApiKey, provider.Dialect));
        Assert.Equal("blue", provider.Headers["x-team"]);
        Assert.Equal(
            new ModelSettings
            {
                Alias = "big", Provider = "local", Model = "kimi-k3", ContextWindow = 100_000, MaxCompletionTokens = 2000, Thinking = ThinkingSupport.Always,
                ThinkingEnabled = true, ThinkingKeep = "all", ThinkingEffort = "low", Temperature = 1,
            },
            Assert.Single(configuration.Models));
        Assert.Equal(new LoopSettings { MaxStepsPerTurn = 7, MaxAttemptsPerStep = 3, ToolOutputLimit = 2000 }, configuration.Loop);
        Assert.Equal("accept-edits", configuration.DefaultMode);
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, this.folders.Home.ConfigurationFile, 29);
        Assert.Equal(new PermissionRuleEntry("deny", "shell(git push)", "I push myself", origin), Assert.Single(configuration.PermissionRules));
        Assert.Equal(origin with { Line = 7 }, configuration.Origins["providers.local.api_key"]);
        Assert.Equal(origin with { Line = 23 }, configuration.Origins["loop.max_steps_per_turn"]);
        Assert.Equal(origin, configuration.Origins["permission.rules.0"]);
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("\ndefault_modle = \"x\"", 2, "Did you mean default_model?")]
    [InlineData("[providers.a]\nbase_ulr = \"x\"", 2, "Did you mean providers.a.base_url?")]
    [InlineData("[lop]\nmax_steps_per_turn = 3", 1, "Did you mean loop?")]
    [InlineData("[loop]\n# why\nmax_step_per_turn = 3", 3, "Did you mean loop.max_steps_per_turn?")]
    [InlineData("[[permission.rules]]\ndecison = \"deny\"", 2, "Did you mean permission.rules.0.decision?")]
    [InlineData("[models.kimi-k2.6]\nprovider = \"x\"", 1, "A name with a dot needs quotes")]
    [InlineData("loop = 3", 1, "must be a table")]
    [InlineData("[default_model]\nx = 1", 1, "must be text in double quotes")]
    [InlineData("default_model = 3", 1, "must be text in double quotes")]
    [InlineData("[loop]\nmax_steps_per_turn = \"3\"", 2, "must be a whole number from 1 to 1000")]
    [InlineData("[loop]\nmax_steps_per_turn = 1001", 2, "must be a whole number from 1 to 1000")]
    [InlineData("[loop]\nmax_steps_per_turn = 0", 2, "must be a whole number from 1 to 1000")]
    [InlineData("default_permission_mode = \"Yolo\"", 1, "must be one of \"plan\", \"ask\", \"accept-edits\", \"yolo\"")]
    [InlineData("[models.a]\nthinking_enabled = \"yes\"", 2, "must be true or false")]
    [InlineData("[models.a]\ntemperature = \"hot\"", 2, "must be a number")]
    [InlineData("x = \"unfinished", 1, "not valid TOML")]
    [InlineData("a = 1\n[x\n", 2, "not valid TOML")]
    [InlineData("default_model = \"a\"\ndefault_model = \"b\"", 2, "already defined")]
    [InlineData("[[permission.rules]]\npattern = \"edit\"", 1, "has no decision")]
    [InlineData("[[permission.rules]]\ndecision = \"deny\"", 1, "has no pattern")]
    [InlineData("[providers.a]\nbase_url = \"ftp://x\"", 2, "must be an http or https address")]
    [InlineData("[providers.a]\nbase_url = \"https://user:pw@x/v1\"", 2, "must hold no user name")]
    [InlineData("[providers.a]\ntype = \"scripted\"", 2, "needs base_url")]
    [InlineData("[models.a]\nprovider = \"nobody\"", 2, "names a provider that is not configured")]
    [InlineData("[models.a]\nmodel = \"m\"", 2, "models.a.provider is missing")]
    public void Load_WhenTheFileIsWrong_NamesFileLineAndWhatToWrite(string toml, int line, string hint)
    {
        this.folders.WriteUser(toml);

        var message = this.folders.LoadError();

        Assert.StartsWith($"{this.folders.Home.ConfigurationFile}:{line}: ", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData($"[providers.a]\napi_key = {Secret}")]
    [InlineData($"[providers.a]\napi_key = [\"{Secret}\"]")]
    [InlineData($"[providers.a]\ntype = \"{Secret}\"")]
    [InlineData($"[providers.a]\napi_key = \"{Secret}\\n\"\nbase_url = \"https://x:{Secret}@y\"")]
    [InlineData($"[providers.a]\napi_key = \"{Secret}ü\"")]
    [InlineData($"[loop]\nmax_steps_per_turn = \"{Secret}\"")]
    public void Load_WhenSomethingIsWrongAroundAKey_NeverQuotesTheKey(string toml)
    {
        this.folders.WriteUser(toml);

        Assert.DoesNotContain("secret", this.folders.LoadError(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfTheConfiguration_NeverHoldsAKeyOrAHeader()
    {
        this.folders.WriteUser($"[providers.a]\napi_key = \"{Secret}\"\nheaders = {{ Authorization = \"{Secret}\" }}");

        var configuration = this.folders.Load();

        Assert.Equal(Secret, configuration.Providers[0].ApiKey);
        Assert.DoesNotContain("secret", configuration.ToString() + configuration.Providers[0] + string.Concat(configuration.Origins), StringComparison.Ordinal);
        Assert.Contains("ApiKey = ***", configuration.Providers[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenTheKeyIsInAVariable_ReadsItFromThere()
    {
        this.folders.WriteUser("[providers.a]\napi_key_env = \"MY_KEY\"");

        Assert.Equal("k", this.folders.Load(("MY_KEY", "k")).Providers[0].ApiKey);
        var without = this.folders.Load();
        Assert.Null(without.Providers[0].ApiKey);
        Assert.Contains("config.toml:2", Assert.Single(without.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenOthersCanReadTheKey_Warns()
    {
        this.folders.WriteUser($"[providers.a]\napi_key = \"{Secret}\"");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        File.SetUnixFileMode(this.folders.Home.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var warning = Assert.Single(this.folders.Load().Warnings);

        Assert.Contains("chmod 600", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenAKeyWouldTravelInTheClear_Warns()
    {
        this.folders.WriteUser("[providers.a]\napi_key = \"k\"\nbase_url = \"http://models.example/v1\"");

        Assert.Contains("Use https", Assert.Single(this.folders.Load().Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.moonshot.ai/v1", ChatDialect.Moonshot)]
    [InlineData("https://api.moonshot.cn/v1", ChatDialect.Moonshot)]
    [InlineData("https://api.kimi.com/coding/v1", ChatDialect.Moonshot)]
    [InlineData("https://api.openai.com/v1", ChatDialect.OpenAi)]
    [InlineData("https://api.moonshot.ai.evil.example/v1", ChatDialect.Generic)]
    [InlineData("http://localhost:1234/v1", ChatDialect.Generic)]
    public void Load_WhenNoDialectIsSet_InfersItFromTheHost(string url, ChatDialect expected)
    {
        this.folders.WriteUser($"[providers.a]\nbase_url = \"{url}\"");

        Assert.Equal(expected, this.folders.Load().Providers[0].Dialect);
    }

    [Fact]
    public void Load_WhenAScriptedConversationIsNamed_LooksBesideTheFile()
    {
        this.folders.WriteUser("[providers.a]\ntype = \"scripted\"\nbase_url = \"talk.yaml\"\n[models.a]\nprovider = \"a\"");

        Assert.Equal(Path.Combine(this.folders.Home.Directory, "talk.yaml"), this.folders.Load().Providers[0].BaseUrl);
    }

    [Fact]
    public void Load_WhenTheFileCannotBeRead_SaysWhatToDo()
    {
        this.folders.WriteUser(new string('#', 1024 * 1024 + 1));

        Assert.StartsWith(this.folders.Home.ConfigurationFile, this.folders.LoadError(), StringComparison.Ordinal);
    }
}
