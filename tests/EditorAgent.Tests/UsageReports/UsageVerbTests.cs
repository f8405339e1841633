using System.Text.Json;
using EditorAgent.Host.CommandLine;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.UsageReports;

/// <summary>The verbs themselves, with a home, a workspace and a scripted model of the test.</summary>
public sealed class UsageVerbTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public UsageVerbTests()
    {
        this.directory.Write("work/a.txt", "a");
        this.directory.Write("script.yaml", "turns:\n  - answer: {text: Hello.}\n");
        this.directory.Write(
            "home/config.toml",
            "default_model = \"m\"\n[providers.p]\ntype = \"scripted\"\nbase_url = \"../script.yaml\"\n[models.m]\nprovider = \"p\"\nprice_input = 1000000\nprice_output = 500000\nprice_currency = \"EUR\"\n");
    }

    public void Dispose() => this.directory.Dispose();

    [Fact]
    public async Task Usage_AfterARun_TellsTokensAndCostByTurnSessionAndModel()
    {
        var run = await this.LinesAsync("run", "hello", "--cwd", this.directory["work"], "--json");
        var result = run[^1];
        var prompt = result.GetProperty("usage").GetProperty("prompt").GetInt64();
        var completion = result.GetProperty("usage").GetProperty("completion").GetInt64();
        Assert.Equal(prompt + (completion / 2m), result.GetProperty("cost").GetProperty("amount").GetDecimal());
        Assert.Equal("EUR", result.GetProperty("cost").GetProperty("currency").GetString());

        var id = result.GetProperty("sessionId").GetString()!;
        var usage = Assert.Single(await this.LinesAsync("usage", "--session", id, "--json"));
        var session = Assert.Single(usage.GetProperty("sessions").EnumerateArray());
        var turn = Assert.Single(session.GetProperty("turns").EnumerateArray());
        foreach (var level in (JsonElement[])[usage, session, turn])
        {
            var model = Assert.Single(level.GetProperty("models").EnumerateArray());
            Assert.Equal(("m", prompt, completion), (model.GetProperty("model").GetString(), model.GetProperty("prompt").GetInt64(), model.GetProperty("completion").GetInt64()));
            Assert.Equal(prompt + (completion / 2m), Assert.Single(level.GetProperty("costs").EnumerateArray()).GetProperty("amount").GetDecimal());
        }

        var text = System.Text.Encoding.UTF8.GetString(await this.RunAsync("usage"));
        Assert.Contains($"{id}  ", text, StringComparison.Ordinal);
        Assert.Contains(" EUR", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfACopiedSession_CountsItsTurnsOnceInTheTotals()
    {
        var run = (await this.LinesAsync("run", "hello", "--cwd", this.directory["work"], "--json"))[^1];
        var before = Assert.Single(await this.LinesAsync("usage", "--json"));
        await this.RunAsync("sessions", "fork", run.GetProperty("sessionId").GetString()!);

        var after = Assert.Single(await this.LinesAsync("usage", "--json"));

        Assert.Equal(2, after.GetProperty("sessions").GetArrayLength());
        Assert.Equal(before.GetProperty("models").GetRawText(), after.GetProperty("models").GetRawText());
        Assert.Equal(before.GetProperty("costs").GetRawText(), after.GetProperty("costs").GetRawText());
        var text = System.Text.Encoding.UTF8.GetString(await this.RunAsync("usage"));
        Assert.Contains($"m: {run.GetProperty("usage").GetProperty("prompt").GetInt64():N0} tokens in", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfNothing_SaysSo() => Assert.Equal("No model was asked yet.\n", System.Text.Encoding.UTF8.GetString(await this.RunAsync("usage")).ReplaceLineEndings("\n"));

    private async Task<List<JsonElement>> LinesAsync(params string[] words) =>
        [.. System.Text.Encoding.UTF8.GetString(await this.RunAsync(words)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private async Task<byte[]> RunAsync(params string[] words)
    {
        using var output = new MemoryStream();
        var context = new VerbContext(output, new Dictionary<string, string> { ["EDITORAGENT_HOME"] = this.directory["home"] });
        var parsed = System.CommandLine.Parsing.CommandLineParser.Parse(Verbs.Find(words[0])!.Build(context), words[1..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(0, await ((System.CommandLine.Invocation.AsynchronousCommandLineAction)parsed.Action!).InvokeAsync(parsed, TestContext.Current.CancellationToken));
        return output.ToArray();
    }
}
