using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class HookSettingsTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenTheUserHasHooks_ReadsThem()
    {
        this.folders.WriteUser(
            "[[hooks]]\nevent = \"before_tool\"\nmatcher = \"shell(git push)\"\ncommand = \"check\"\ntimeout = 5\nrequired = true\nenv = { A = \"1\" }\npass_env = [\"B\"]\n[[hooks]]\nevent = \"stop\"\ncommand = \"other\"");

        var hooks = this.folders.Load().Hooks;

        Assert.Equal(["check", "other"], hooks.Select(hook => hook.Command));
        Assert.Equal(("before_tool", "shell(git push)", 5, true, 4), (hooks[0].Event, hooks[0].Matcher, hooks[0].TimeoutSeconds, hooks[0].IsRequired, hooks[0].Origin.Line));
        Assert.Equal("1", hooks[0].Environment["A"]);
        Assert.Equal(["B"], hooks[0].PassedEnvironment);
        Assert.Equal((30, false), (hooks[1].TimeoutSeconds, hooks[1].IsRequired));
        Assert.DoesNotContain("A = 1", hooks[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[hooks]]\ncommand = \"x\"", "has no event")]
    [InlineData("[[hooks]]\nevent = \"stop\"", "has no command")]
    [InlineData("[[hooks]]\nevent = \"stop\"\ncommand = \"\"", "has no command")]
    [InlineData("[[hooks]]\nevent = \"PreToolUse\"\ncommand = \"x\"", "must be one of")]
    [InlineData("[[hooks]]\nevent = \"stop\"\ncommand = \"x\"\ntimeout = 601", "from 1 to 600")]
    [InlineData("[[hooks]]\nevent = \"stop\"\ncommand = \"x\"\ntimeout = 0", "from 1 to 600")]
    [InlineData("[[hooks]]\nevent = \"stop\"\ncommand = \"x\"\nonly = 1", "is not a known key")]
    [InlineData("[[hooks]]\nevent = \"stop\"\ncommand = \"x\"\npass_env = \"HOME\"", "must be a list of text")]
    [InlineData("[hooks]\nevent = \"stop\"", "written one by one")]
    [InlineData("[hooks.stop]\ncommand = \"x\"", "written one by one")]
    public void Load_WhenAHookMakesNoSense_SaysWhatToWrite(string toml, string expected)
    {
        this.folders.WriteUser(toml);

        Assert.Contains(expected, this.folders.LoadError(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[hooks]]\nevent = \"session_start\"\ncommand = \"touch canary\"")]
    [InlineData("[hooks]\nsession_start = \"touch canary\"")]
    public void Load_WhenTheWorkspacesConfigurationHasHooks_TakesNoneAndWarns(string toml)
    {
        this.folders.WriteWorkspace(toml);

        var configuration = this.folders.Load();

        Assert.Empty(configuration.Hooks);
        Assert.Contains(configuration.Warnings, warning => warning.Contains("hooks", StringComparison.Ordinal) && warning.Contains("is ignored", StringComparison.Ordinal));
    }
}
