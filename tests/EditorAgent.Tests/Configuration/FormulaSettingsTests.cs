using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class FormulaSettingsTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenFormulasAreListed_TheProviderHasThem()
    {
        this.folders.WriteUser("""
            [providers.kimi]
            type = "moonshot"
            formulas = ["moonshot/web-search:latest", "moonshot/date:latest", "moonshot/date:latest"]
            """);

        Assert.Equal(["moonshot/web-search:latest", "moonshot/date:latest"], Assert.Single(this.folders.Load().Providers).Formulas);
    }

    [Theory]
    [InlineData("moonshot", "web-search")]
    [InlineData("moonshot", "moonshot/web-search")]
    [InlineData("moonshot", "moonshot/../x:latest")]
    [InlineData("moonshot", "moonshot/a:b?c=d")]
    [InlineData("moonshot", "https://example.com/a:b")]
    [InlineData("anthropic", "moonshot/web-search:latest")]
    public void Load_WhenOneIsNoFormula_SaysWhere(string type, string formula)
    {
        this.folders.WriteUser($"""
            [providers.kimi]
            type = "{type}"
            formulas = ["{formula}"]
            """);

        Assert.Contains("providers.kimi.formulas", this.folders.LoadError(), StringComparison.Ordinal);
    }
}
