using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using EditorAgent.Host.CommandLine;
using EditorAgent.Tests.ModelProviders.Verification;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class VerifyEndpointVerbTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("editor-agent-verify-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.home.Delete(recursive: true);

    [Theory]
    [InlineData(Flaw.None, 0, "Verdict: sound.")]
    [InlineData(Flaw.ReportsNoCache, 0, "Verdict: usable")]
    [InlineData(Flaw.BreaksLetters, 1, "Verdict: not sound.")]
    [InlineData(Flaw.RefusesTheKey, 6, "Verdict: not sound.")]
    [InlineData(Flaw.Overloaded, 7, "Verdict: not sound.")]
    public async Task Verify_OfAnEndpoint_SaysTheCostFirstAndEndsByTheVerdict(Flaw flaw, int code, string verdict)
    {
        await using var endpoint = await FlawedEndpoint.StartAsync(flaw, Token);

        var (ended, text) = await this.RunAsync(endpoint);

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(code, ended);
        Assert.StartsWith("Verifying main: at most ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(verdict, lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithJson_WritesOneObjectALine()
    {
        await using var endpoint = await FlawedEndpoint.StartAsync(Flaw.None, Token);

        var (_, text) = await this.RunAsync(endpoint, "--json");

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal("cost", lines[0].GetProperty("type").GetString());
        Assert.All(lines[1..^1], line => Assert.Equal("passed", line.GetProperty("grade").GetString()));
        Assert.Equal("sound", lines[^1].GetProperty("verdict").GetString());
        Assert.Equal(endpoint.Requests, lines[^1].GetProperty("requests").GetInt32());
    }

    private async Task<(int Code, string Text)> RunAsync(FlawedEndpoint endpoint, params string[] words)
    {
        await File.WriteAllTextAsync(Path.Combine(this.home.FullName, "config.toml"), $"""
            [providers.host]
            type = "openai"
            base_url = "{endpoint.Provider.BaseUrl}"
            api_key = "{endpoint.Provider.ApiKey}"
            [models.main]
            provider = "host"
            model = "kimi-k2"
            """, Token);
        using var stdout = new MemoryStream();
        var context = new VerbContext(stdout, new Dictionary<string, string> { ["EDITORAGENT_HOME"] = this.home.FullName, ["HOME"] = this.home.FullName });
        var parsed = CommandLineParser.Parse(VerifyEndpointVerb.Build(context), words);
        Assert.Empty(parsed.Errors);
        var code = await ((AsynchronousCommandLineAction)parsed.Action!).InvokeAsync(parsed, Token);
        return (code, Encoding.UTF8.GetString(stdout.ToArray()));
    }
}
