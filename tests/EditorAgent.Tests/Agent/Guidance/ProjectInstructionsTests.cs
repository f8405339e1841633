using System.Diagnostics;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent.Guidance;

public sealed class ProjectInstructionsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WithoutRepository_GivesTheText()
    {
        this.directory.Write("AGENTS.md", "Use tabs.\r\n");
        Assert.Equal(("Use tabs.\n", null), await this.ReadAsync());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    public async Task Read_WhenGitTracksIt_GivesTheText(string indexVersion)
    {
        this.Git("init", "-q");
        foreach (var name in (string[])["AGENTS.md", "AGENTS.md.old", "A", "src/AGENTS.md", "AGENT", "z/" + new string('n', 200) + "/" + new string('n', 200)])
        {
            this.directory.Write(name, "Use tabs.");
        }

        this.Git("add", "-A");
        this.Git("update-index", "--index-version", indexVersion);
        Assert.Equal(("Use tabs.", null), await this.ReadAsync());
        this.Git("rm", "-q", "--cached", "AGENTS.md");
        var (text, warning) = await this.ReadAsync();
        Assert.Null(text);
        Assert.Contains("git does not track it", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WhenRepositoryIsAbove_AsksForThePathInIt()
    {
        this.Git("init", "-q");
        this.directory.Write("part/AGENTS.md", "Here.");
        this.directory.Write("AGENTS.md", "Not here.");
        this.Git("add", "AGENTS.md");
        Assert.Null((await this.ReadAsync("part")).Text);
        this.Git("add", "-A");
        Assert.Equal("Here.", (await this.ReadAsync("part")).Text);
    }

    [Fact]
    public async Task Read_WhenItIsALink_DoesNotFollow()
    {
        this.directory.Write("notes.md", "Use tabs.");
        File.CreateSymbolicLink(this.directory["AGENTS.md"], this.directory["notes.md"]);
        Assert.Null((await this.ReadAsync()).Text);
    }

    [Theory]
    [InlineData("a\U000E0049\U000E0047b", "a\\u{e0049}\\u{e0047}b")]
    [InlineData("a\u200b\u2060b", "a\\u{200b}\\u{2060}b")]
    [InlineData("a\u202eb", "a\\u{202e}b")]
    [InlineData("a\u001b[31mb", "a\\u{1b}[31mb")]
    public async Task Read_WhenTextHidesSomething_LeavesItOutAndShowsItToTheUser(string hidden, string shown)
    {
        this.directory.Write("AGENTS.md", $"First\n{hidden}\nlast");
        var (text, warning) = await this.ReadAsync();
        Assert.Equal($"First\n{hidden.Replace("\U000E0049\U000E0047", "", StringComparison.Ordinal).Replace("\u200b\u2060", "", StringComparison.Ordinal).Replace("\u202e", "", StringComparison.Ordinal).Replace("\u001b", "", StringComparison.Ordinal)}\nlast", text);
        Assert.EndsWith($"line 2: {shown}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WhenItIsLong_IsCut()
    {
        this.directory.Write("AGENTS.md", new string('x', 40_000));
        var (text, warning) = await this.ReadAsync();
        Assert.Equal(32_000, text!.Length);
        Assert.NotNull(warning);
    }

    [Theory]
    [InlineData("CLAUDE.md")]
    [InlineData(".github/copilot-instructions.md")]
    [InlineData(".cursorrules")]
    public async Task Read_WithoutAgentsFile_TakesTheNotesForAnotherAgent(string name)
    {
        this.directory.Write(name, "Use tabs.");
        Assert.Equal(("Use tabs.", null), await this.ReadAsync());
        this.directory.Write("AGENTS.md", "Use blanks.");
        Assert.Equal(("Use blanks.", null), await this.ReadAsync());
    }

    [Fact]
    public async Task Read_WhenAgentsFileIsALinkToOtherNotes_TakesThoseAndSaysSo()
    {
        this.directory.Write("CLAUDE.md", "Use tabs.");
        File.CreateSymbolicLink(this.directory["AGENTS.md"], "CLAUDE.md");
        Assert.Equal(("Use tabs.", "AGENTS.md is not read: it is a link."), await this.ReadAsync());
    }

    [Fact]
    public async Task Turn_InProjectWithNotes_SendsThemOnceAndFenced()
    {
        var model = new ModelInMemory(Says("one"), Says("two"));
        await using var fixture = await AgentFixture.StartAsync(model, []);
        var root = fixture.Agent.Session.State.WorkingDirectory;
        await File.WriteAllTextAsync(Path.Combine(root, "AGENTS.md"), "Use ta\u200bbs.", Token);

        await fixture.TurnAsync("go", Token);
        await fixture.TurnAsync("on", Token);

        var texts = model.Requests[1].Messages.OfType<Message.User>().Select(message => Assert.IsType<ContentPart.Text>(message.Content[0]).Value).ToList();
        Assert.Equal(3, texts.Count);
        Assert.Matches("\n\\[workspace ([0-9a-f]{8})\nUse tabs.\n\\1\\]$", texts[0]);
        Assert.Equal("go", texts[1]);
        Assert.True(fixture.Agent.Session.State.Taint.HasWorkspaceText);
        Assert.Equal("go", fixture.Agent.Session.State.Title);
        Assert.Contains(fixture.Events, happened => happened is SessionEvent.Notice { Severity: NoticeSeverity.Warning });
    }

    public void Dispose() => this.directory.Dispose();

    private async Task<(string? Text, string? Warning)> ReadAsync(string place = ".")
    {
        var workspace = new Workspace(this.directory[place], [], []);
        Assert.True(ProjectInstructions.MayExistIn(workspace));
        var found = await ProjectInstructions.ReadAsync(workspace, new DiskWorkspaceFiles(), Token);
        return (found.Text, found.Warnings.SingleOrDefault());
    }

    private void Git(params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = this.directory.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
