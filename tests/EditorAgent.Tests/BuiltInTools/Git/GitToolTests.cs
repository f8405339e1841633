using System.Runtime.Versioning;
using EditorAgent.BuiltInTools.Git;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitToolTests : IDisposable
{
    private readonly Repository repository = new();

    [Fact]
    public async Task Git_WhenAsked_AnswersCompactly()
    {
        this.repository.Write("new.cs", "");
        Assert.Equal("## main\n M a.cs\n?? new.cs", (await this.repository.LookAsync(new { action = "status" })).Text);
        Assert.EndsWith("@@ -1,2 +1,2 @@\n one\n-two\n+three", (await this.repository.LookAsync(new { action = "diff" })).Text, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{7,} 2026-01-02 Ada: second\n[0-9a-f]{7,} 2026-01-02 Ada: first$", (await this.repository.LookAsync(new { action = "log" })).Text);
        Assert.Matches("^[0-9a-f]{7,} 2026-01-02 Ada: second$", (await this.repository.LookAsync(new { action = "log", limit = 1 })).Text);
        Assert.Equal("one", (await this.repository.LookAsync(new { action = "show", content = true, revision = "HEAD~1", paths = new[] { "a.cs" } })).Text);
        Assert.Contains("Author: Ada <ada@example.org>", (await this.repository.LookAsync(new { action = "show" })).Text, StringComparison.Ordinal);
        Assert.Matches("\\(Ada +2026-01-02 1\\) one\n", (await this.repository.LookAsync(new { action = "blame", paths = new[] { "a.cs" } })).Text);
        Assert.Equal("a.cs", (await this.repository.LookAsync(new { action = "ls-files" })).Text);
        Assert.Contains("a.cs | 2 +-", (await this.repository.LookAsync(new { action = "diff", summary = true })).Text, StringComparison.Ordinal);
        Assert.Equal("(no difference)", (await this.repository.LookAsync(new { action = "diff", staged = true })).Text);
    }

    [Fact]
    public async Task Git_ItsText_IsTheWorkspaces()
    {
        Assert.Equal(TextOrigin.Workspace, (await this.repository.LookAsync(new { action = "log" })).Origin);
    }

    [Fact]
    public async Task Git_OfWholeDirectories_LeavesSecretsOut()
    {
        this.repository.Write("src/.env", "KEY=hidden-value\n");
        this.repository.Write("id_rsa", "hidden-value\n");
        this.repository.Git("add", "-A");
        this.repository.Git("commit", "-q", "-m", "secrets");
        this.repository.Write("src/.env", "KEY=hidden-value2\n");
        foreach (var look in (object[])[new { action = "show" }, new { action = "diff" }, new { action = "diff", paths = new[] { "src" } }, new { action = "diff", revision = "HEAD~1" }])
        {
            Assert.DoesNotContain("hidden-value", (await this.repository.LookAsync(look)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("hidden-value2", (await this.repository.LookAsync(new { action = "diff", paths = new[] { "src/.env" } })).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output=C")]
    [InlineData("-O")]
    [InlineData("HEAD:a.cs")]
    [InlineData(":/second")]
    [InlineData("HEAD^{/second}")]
    [InlineData("HEAD a.cs")]
    [InlineData("HEAD\n--output=C")]
    [InlineData("^HEAD")]
    [InlineData("HEAD..--output=C")]
    [InlineData("HEAD...HEAD..HEAD")]
    [InlineData("$(touch C)")]
    [InlineData("main\0x")]
    public async Task Git_WithSomethingThatIsNoRevision_Refuses(string revision)
    {
        foreach (var action in (string[])["diff", "log", "show"])
        {
            Assert.IsType<ToolPlan.Refused>(await ToolBench.PlanAsync(Repository.ToolIn(this.repository.Root), new { action, revision }));
        }
    }

    [Theory]
    [InlineData("HEAD~1..", "HEAD~1^{commit}..HEAD^{commit}", true)]
    [InlineData("main...origin/side", "main^{commit}...origin/side^{commit}", true)]
    [InlineData("v1.0^2", "v1.0^2^{commit}", false)]
    [InlineData("stash@{1}", "stash@{1}^{commit}", false)]
    public void Parse_WithARevision_NamesCommits(string text, string words, bool isRange)
    {
        Assert.Equal(new GitRevision(words, isRange), GitRevision.Parse(text));
    }

    [Theory]
    [InlineData(":(exclude)a.cs")]
    [InlineData(":!a.cs")]
    [InlineData("--output=C")]
    [InlineData("*.cs")]
    public async Task Git_WithMagicInAPath_TakesItForAName(string path)
    {
        foreach (var action in (string[])["status", "diff", "log", "show", "ls-files", "blame"])
        {
            var result = await this.repository.LookAsync(new { action, paths = new[] { path } });
            Assert.DoesNotContain("two", result.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("a.cs\n", result.Text + "\n", StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(this.repository.Root, "C")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    public async Task Git_WithPathOutside_Refuses(string path)
    {
        Assert.IsType<ToolPlan.Refused>(await ToolBench.PlanAsync(Repository.ToolIn(this.repository.Root), new { action = "diff", paths = new[] { path } }));
    }

    [Fact]
    public async Task Plan_NamesItsPaths_AndReads()
    {
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(Repository.ToolIn(this.repository.Root), new { action = "diff", paths = new[] { ".env" } }));
        Assert.True(plan.IsReadOnly);
        Assert.False(plan.NeedsTrust);
        Assert.Equal([".env"], plan.Subjects.OfType<PermissionSubject.Path>().Select(path => path.Relative));
    }

    [Fact]
    public async Task Git_WhenIndexIsStale_LeavesTheRepositoryUntouched()
    {
        var index = Path.Combine(this.repository.Root, ".git/index");
        File.SetLastWriteTimeUtc(Path.Combine(this.repository.Root, "a.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = await File.ReadAllBytesAsync(index, TestContext.Current.CancellationToken);
        await this.repository.LookEverywhereAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(index, TestContext.Current.CancellationToken));
    }

    public void Dispose() => this.repository.Dispose();
}
