using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class ModelChoiceSettingsTests : IDisposable
{
    private const string Two = """
        [providers.kimi]
        type = "moonshot"
        api_key = "k"
        [models.main]
        provider = "kimi"
        model = "kimi-k2.6"
        MAIN
        [models.small]
        provider = "kimi"
        model = "kimi-k2-turbo-preview"
        """;

    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WithASecondaryModelAndFallbacks_HasThem()
    {
        this.folders.WriteUser("secondary_model = \"small\"\n" + Models("fallback = [\"small\"]"));

        var configuration = this.folders.Load();

        Assert.Equal("small", configuration.SecondaryModel);
        Assert.Equal(["small"], configuration.Models.Single(model => model.Alias == "main").Fallback);
    }

    [Theory]
    [InlineData("secondary_model = \"nobody\"\n", "", "secondary_model")]
    [InlineData("", "fallback = [\"small\", \"nobody\"]", "models.main.fallback.1")]
    [InlineData("", "fallback = [\"main\"]", "names the model itself")]
    [InlineData("", "fallback = \"small\"", "must be a list of aliases")]
    public void Load_WhenAModelIsNamedThatIsNone_SaysWhere(string top, string main, string told)
    {
        this.folders.WriteUser(top + Models(main));

        Assert.Contains(told, this.folders.LoadError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAWorkspace_CannotChooseModels()
    {
        this.folders.WriteUser(Models(""));
        this.folders.WriteWorkspace("secondary_model = \"small\"\n[attachments]\nimage_bytes = 20000\n");

        var configuration = this.folders.Load();

        Assert.Null(configuration.SecondaryModel);
        Assert.Equal(262_144, configuration.Attachments.ImageBytes);
        Assert.Equal(2, configuration.Warnings.Length);
    }

    [Fact]
    public void Load_OfKnownModels_KnowsWhatTheyTake()
    {
        this.folders.WriteUser(Models("temperature = 0.3"));

        var configuration = this.folders.Load();
        var (main, small) = (configuration.Models[0], configuration.Models[1]);

        Assert.True(main.TakesImages);
        Assert.False(small.TakesImages);
        Assert.Null(main.Temperature);
        Assert.Contains("models.main.temperature is not sent", Assert.Single(configuration.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenTheUserSaysWhatAModelTakes_BelievesIt()
    {
        this.folders.WriteUser(Models("images = false"));

        Assert.False(this.folders.Load().Models[0].TakesImages);
    }

    private static string Models(string keys) => Two.Replace("MAIN", keys, StringComparison.Ordinal);
}
