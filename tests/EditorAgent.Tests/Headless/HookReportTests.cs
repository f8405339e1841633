using EditorAgent.Host.CommandLine;
using EditorAgent.Tests.Configuration;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class HookReportTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Lines_OfHooks_SayWhenWhatAndFromWhereAndNoVariable()
    {
        this.folders.WriteUser("[[hooks]]\nevent = \"before_tool\"\nmatcher = \"edit\"\ncommand = \"check\\u001b --all\"\nrequired = true\nenv = { TOKEN = \"of-the-user\" }\n");
        Directory.CreateDirectory(Path.Combine(this.folders.Workspace, ".editoragent"));
        File.WriteAllText(Path.Combine(this.folders.Workspace, ".editoragent", "hooks.toml"), "");

        var lines = HookReport.Lines(this.folders.Load(), this.folders.Workspace);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("hook           before_tool for edit: check", lines[0], StringComparison.Ordinal);
        Assert.Contains(", required; ", lines[0], StringComparison.Ordinal);
        Assert.Contains("config.toml", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-user", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', lines[0]);
        Assert.Contains("run only while you trust it", lines[1], StringComparison.Ordinal);
    }
}
