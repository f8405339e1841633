using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.CommandLine.Import;
using Xunit;

namespace EditorAgent.Tests.Agent.Importing;

/// <summary>The verb as it is typed: what it says line by line, what it writes, and what it leaves alone.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly ImportBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kimi", "user", "+ server wiki of <home>/.kimi-code/mcp.json  taken: mcp.json, https://wiki.example/mcp")]
    [InlineData("claude", "user", "+ server github of <home>/.claude.json  taken: mcp.json, npx -y @example/github-mcp (env GITHUB_TOKEN is kept with your secrets, not in the file)")]
    [InlineData("vscode", "workspace", "+ server tracker of <workspace>/.vscode/mcp.json  taken: mcp.json, https://tracker.example/mcp")]
    public async Task Import_OfOneProgram_SaysOfEachThingWhatBecomesOfItAndWritesNothingDry(string program, string place, string server)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "other programs keep their files elsewhere there");
        foreach (var scope in (string[])["user", "workspace"])
        {
            var (code, lines) = await this.ImportAsync("--from", program, "--scope", scope, "--dry-run");

            Assert.Equal((int)ExitCode.Success, code);
            Assert.Equal(scope == place, lines.Contains(server));
            var expected = File.ReadAllLines(ImportBench.Fixture($"expected/{program}-{scope}.txt"));
            Assert.Equal(expected, lines.Where(expected.Contains));
            Assert.DoesNotContain(lines, line => line is ['+' or '=' or '-', ' ', ..] && !line.Contains(" server ", StringComparison.Ordinal) && !expected.Contains(line));
        }

        Assert.All(["user/config.toml", "user/mcp.json", "user/skills", "workspace/.editoragent"], place => Assert.False(Path.Exists(this.bench.Files[place]), place));
    }

    [Fact]
    public async Task Import_OfAllWithYes_WritesAConfigurationThatLoadsAndTakesNothingTwice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "other programs keep their files elsewhere there");
        // What stands in a header is masked from then on in the whole process, so it must be no word that other tests use.
        const string Kimi = "home/.kimi-code/config.toml";
        this.bench.Files.Write(Kimi, this.bench.Files.ReadText(Kimi).Replace("\"tools\"", "\"team-of-the-import-test\"", StringComparison.Ordinal));

        var (code, lines) = await this.ImportAsync("--yes");

        Assert.Equal((int)ExitCode.Success, code);
        var configuration = ConfigurationLoader.Load(new EditorAgentHome(this.bench.Files["user"]), this.bench.Files["workspace"], new Dictionary<string, string>());
        Assert.Equal("kimi-code/k3", configuration.DefaultModel);
        Assert.Contains("- server wiki of <home>/.cursor/mcp.json  not taken: another program's of this name is taken", lines);
        Assert.Contains("Look at the 3 rules that deny or ask and were not taken: what they hold back there, nothing holds back here until you write them into config.toml.", lines);
        Assert.True(File.Exists(this.bench.Files["user/skills/pdf-forms/SKILL.md"]));
        var servers = this.bench.Files.ReadText("user/mcp.json");
        Assert.DoesNotContain("fixture-", servers, StringComparison.Ordinal);

        var (again, left) = await this.ImportAsync("--yes");

        Assert.Equal((int)ExitCode.Success, again);
        Assert.DoesNotContain(left, line => line.StartsWith("+ ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--from", "emacs")]
    [InlineData("--scope", "machine")]
    public async Task Import_OfWhatItDoesNotKnow_SaysWhatThereIsAndChangesNothing(string option, string value)
    {
        var refused = await Assert.ThrowsAsync<UserFacingException>(() => this.ImportAsync(option, value, "--yes"));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.False(File.Exists(this.bench.Files["user/config.toml"]));
    }

    public void Dispose() => this.bench.Dispose();

    private async Task<(int Code, string[] Lines)> ImportAsync(params string[] words)
    {
        using var stdout = new MemoryStream();
        var context = new VerbContext(stdout, new Dictionary<string, string>
        {
            ["EDITORAGENT_HOME"] = this.bench.Files["user"],
            ["EDITORAGENT_CACHE"] = this.bench.Files["cache"],
            ["HOME"] = this.bench.Files["home"],
        });
        var parsed = CommandLineParser.Parse(ImportVerb.Build(context), [.. words, "--cwd", this.bench.Files["workspace"]]);
        Assert.Empty(parsed.Errors);
        var code = await ((AsynchronousCommandLineAction)parsed.Action!).InvokeAsync(parsed, Token);
        var text = Encoding.UTF8.GetString(stdout.ToArray())
            .Replace(this.bench.Files["home"], "<home>", StringComparison.Ordinal)
            .Replace(this.bench.Files["user"], "<user>", StringComparison.Ordinal)
            .Replace(this.bench.Files["workspace"], "<workspace>", StringComparison.Ordinal);
        return (code, [.. text.Split('\n').Select(line => line.Trim())]);
    }
}
