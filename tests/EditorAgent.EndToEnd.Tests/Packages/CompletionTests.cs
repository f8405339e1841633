using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>What the real shells offer. The scripts are made once; the shells find no program to start.</summary>
public sealed class CompletionTests(CompletionScripts scripts) : IClassFixture<CompletionScripts>
{
    private const string BashDriver = """source "$SCRIPT"; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _editor_agent; printf '%s\n' "${COMPREPLY[@]}" """;

    private const string ZshDriver = """
        zmodload zsh/zpty
        zpty inner zsh -f -i
        zpty -w inner "PS1='> '; autoload -Uz compinit; compinit -u -D; source '$SCRIPT'; print REA''DY"
        zpty -r inner told '*READY*'
        zpty -n -w inner "$1"$'\t'
        zpty -r inner told "*$2*"
        print -r -- "$told"
        zpty -d inner
        """;

    [Theory]
    [InlineData("sess", "sessions")]
    [InlineData("mcp-config lo", "login logout")]
    [InlineData("mcp-config --cwd . au", "audit")]
    [InlineData("mcp-config import ", "claude cursor kimi vscode")]
    [InlineData("run --mode a", "accept-edits ask")]
    [InlineData("run --max-", "--max-steps --max-tokens-total --max-cost")]
    [InlineData("trust grant --", "--yes --cwd --help")]
    [InlineData("run --cwd pla", "place with space")]
    [InlineData("run --output-schema sch", "schema.json")]
    [InlineData("run --session 2026", "20260102-ab")]
    [InlineData("sessions show ", "20260102-ab")]
    [InlineData("run fix sess", "")]
    [InlineData("run -- --mo", "")]
    public async Task Bash_WhenAskedInTheMiddleOfALine_OffersWhatFits(string typed, string offered)
    {
        var result = await scripts.RunAsync("bash", ["--norc", "--noprofile", "-c", BashDriver, "bash", "editor-agent", .. typed.Split(' ')], "/nonexistent");

        Assert.True(result is { ExitCode: 0, Stderr: "" }, result.ToString());
        Assert.Equal(offered, result.Stdout.Trim().ReplaceLineEndings(" "));
    }

    [Theory]
    [InlineData("sess", "sessions")]
    [InlineData("mcp-config logi", "login")]
    [InlineData("run --mode a", "accept-edits")]
    [InlineData("run --session 2026", "20260102-ab")]
    [InlineData("trust grant --", "--cwd")]
    public async Task Fish_WhenAskedInTheMiddleOfALine_OffersWhatFits(string typed, string offered)
    {
        Assert.SkipUnless(CompletionScripts.IsInstalled("fish"), "fish is not installed");

        var result = await scripts.RunAsync("fish", ["--no-config", "-c", "source $SCRIPT; complete -C $argv[1]", $"editor-agent {typed}"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(offered, result.Stdout.Split('\n').Select(line => line.Split('\t')[0]));
        Assert.DoesNotContain("demo", result.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("editor-agent sess", "sessions")]
    [InlineData("editor-agent mcp-config logi", "login")]
    [InlineData("editor-agent run --mode acc", "accept-edits")]
    public async Task Zsh_WhenTabIsPressed_CompletesTheWord(string typed, string shown)
    {
        Assert.SkipUnless(CompletionScripts.IsInstalled("zsh"), "zsh is not installed");

        var result = await scripts.RunAsync("zsh", ["-f", "-c", ZshDriver, "zsh", typed, shown]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(shown, result.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_ForAnUnknownShell_NamesTheKnownOnes()
    {
        var result = await AgentProcess.RunAsync(scripts.Folders, "completion", "tcsh");

        Assert.True(result is { ExitCode: 2, Stderr: "editor-agent: Completion is there for bash, zsh and fish.\n" }, result.ToString());
    }
}
