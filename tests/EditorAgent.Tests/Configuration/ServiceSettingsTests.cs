using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class ServiceSettingsTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_OfNothing_ReachesNobody()
    {
        var configuration = this.folders.Load(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"));

        Assert.Null(configuration.Telemetry.Endpoint);
        Assert.False(configuration.Telemetry.IncludesContent);
        Assert.Null(configuration.Web.Search);
        Assert.False(configuration.Web.AllowsLoopback);
    }

    [Theory]
    [InlineData("[telemetry]\notlp_endpoint = \"http://127.0.0.1:1\"", "http://127.0.0.1:1/")]
    [InlineData("[telemetry]\nenabled = true", "http://127.0.0.1:2/")]
    [InlineData("[telemetry]\nenabled = true\notlp_endpoint = \"http://127.0.0.1:1\"", "http://127.0.0.1:1/")]
    [InlineData("[telemetry]\nenabled = false\notlp_endpoint = \"http://127.0.0.1:1\"", null)]
    public void Load_OfTelemetry_TakesTheEndpointThatIsMeant(string toml, string? expected)
    {
        this.folders.WriteUser(toml);

        Assert.Equal(expected, this.folders.Load(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:2")).Telemetry.Endpoint?.AbsoluteUri);
    }

    [Fact]
    public void Load_OfASearchService_TakesItsKeyFromTheEnvironmentAndPrintsItNowhere()
    {
        this.folders.WriteUser("[services.search]\nbase_url = \"https://search.example/v1\"\napi_key_env = \"SEARCH_KEY\"\n[web]\nallow_loopback = true");

        var web = this.folders.Load(("SEARCH_KEY", "very-secret")).Web;

        Assert.Equal("very-secret", web.Search!.ApiKey);
        Assert.True(web.AllowsLoopback);
        Assert.DoesNotContain("very-secret", web.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[services.search]\nbase_url = \"ftp://x\"", "services.search.base_url must be")]
    [InlineData("[services.search]\napi_key_env = \"X\"", "no base_url")]
    [InlineData("[telemetry]\notlp_endpoint = \"127.0.0.1\"", "telemetry.otlp_endpoint must be")]
    [InlineData("[telemetry]\nenabled = \"yes\"", "must be true or false")]
    public void Load_OfWhatMakesNoSense_SaysWhatToWrite(string toml, string expected)
    {
        this.folders.WriteUser(toml);

        Assert.Contains(expected, this.folders.LoadError(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[telemetry]\notlp_endpoint = \"https://evil.example\"")]
    [InlineData("[telemetry]\nenabled = true")]
    [InlineData("[web]\nallow_loopback = true")]
    [InlineData("[services.search]\nbase_url = \"https://evil.example\"")]
    public void Load_WhenTheWorkspaceWantsIt_IsIgnoredWithAWarning(string toml)
    {
        this.folders.WriteWorkspace(toml);

        var configuration = this.folders.Load(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:2"));

        Assert.Contains(configuration.Warnings, warning => warning.Contains("is ignored", StringComparison.Ordinal));
        Assert.Null(configuration.Telemetry.Endpoint);
        Assert.Null(configuration.Web.Search);
        Assert.False(configuration.Web.AllowsLoopback);
    }
}
