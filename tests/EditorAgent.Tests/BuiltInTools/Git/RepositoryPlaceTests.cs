using System.Runtime.Versioning;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Git;

/// <summary>Which repository is looked into, and that nothing else of the machine is shown through it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RepositoryPlaceTests : IDisposable
{
    private const string Secret = "outside-secret";

    private readonly Repository repository = new();

    [Fact]
    public async Task Git_WhenWorkTreeIsConfiguredElsewhere_ShowsTheWorkspace()
    {
        Directory.CreateDirectory(this.repository["other"]);
        File.WriteAllText(this.repository["other/a.cs"], Secret);
        this.repository.Git("config", "core.worktree", this.repository["other"]);
        Assert.Contains(Secret, this.repository.Git("diff"), StringComparison.Ordinal);

        var results = await this.repository.LookEverywhereAsync();

        Assert.All(results, result => Assert.DoesNotContain(Secret, result.Text, StringComparison.Ordinal));
        Assert.Contains("+three", results[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_WhenConfigurationNamesFilesOutside_ShowsNothingOfThem()
    {
        File.WriteAllText(this.repository["outside"], Secret + "\n");
        this.repository.Git("config", "blame.ignoreRevsFile", this.repository["outside"]);
        Assert.Contains(Secret, this.repository.Git("blame", "a.cs"), StringComparison.Ordinal);

        var results = await this.repository.LookEverywhereAsync();

        Assert.All(results, result => Assert.DoesNotContain(Secret, result.Text, StringComparison.Ordinal));
        Assert.Single(results, result => result.IsError);
    }

    [Fact]
    public async Task Git_WhenDirectoryIsABareRepository_SeesNone()
    {
        var bare = this.repository["bare"];
        this.repository.GitIn(this.repository["."], "init", "-q", "--bare", "bare");
        this.repository.GitIn(bare, "config", "core.bare", "false");
        this.repository.GitIn(bare, "config", "core.worktree", this.repository.Root);
        this.repository.GitIn(bare, "config", "core.fsmonitor", this.repository.Evil);
        var result = await Repository.LookAsync(bare, new { action = "status" });
        Assert.True(result.IsError);
        Assert.Contains("not in a git repository", result.Text, StringComparison.Ordinal);
        Assert.False(this.repository.HasFired);
    }

    [Fact]
    public async Task Git_WhenBareRepositoryIsEmbedded_LooksIntoTheWorkspacesOwn()
    {
        this.repository.GitIn(this.repository.Root, "init", "-q", "--bare", "tools");
        this.repository.GitIn(Path.Combine(this.repository.Root, "tools"), "config", "core.fsmonitor", this.repository.Evil);
        var result = await this.repository.LookAsync(new { action = "diff", paths = new[] { "tools" } });
        Assert.Equal("(no difference)", result.Text);
        Assert.False(this.repository.HasFired);
    }

    [Fact]
    public async Task Git_WhenPointerNamesAnotherRepository_Refuses()
    {
        var place = this.repository["borrowed"];
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, ".git"), $"gitdir: {Path.Combine(this.repository.Root, ".git")}\n");
        Assert.Contains("second", this.repository.GitIn(place, "log"), StringComparison.Ordinal);
        await RefusesAsync(place);
    }

    [Theory]
    [InlineData("refs")]
    [InlineData("objects")]
    [InlineData("HEAD")]
    public async Task Git_WhenPartOfRepositoryLeadsOut_Refuses(string part)
    {
        var place = this.repository["borrowed"];
        this.repository.GitIn(this.repository["."], "init", "-q", "-b", "main", "borrowed");
        var inner = Path.Combine(place, ".git", part);
        if (File.Exists(inner))
        {
            File.Delete(inner);
        }
        else
        {
            Directory.Delete(inner, recursive: true);
        }

        File.CreateSymbolicLink(inner, Path.Combine(this.repository.Root, ".git", part));
        await RefusesAsync(place);
    }

    [Theory]
    [InlineData("commondir", "")]
    [InlineData("objects/info/alternates", "objects")]
    public async Task Git_WhenPointerInRepositoryLeadsOut_Refuses(string file, string target)
    {
        var place = this.repository["borrowed"];
        this.repository.GitIn(this.repository["."], "init", "-q", "-b", "main", "borrowed");
        File.WriteAllText(Path.Combine(place, ".git", file), Path.Combine(this.repository.Root, ".git", target) + "\n");
        await RefusesAsync(place);
    }

    [Fact]
    public async Task Git_WhenRepositoryItselfIsALink_Refuses()
    {
        var place = this.repository["borrowed"];
        Directory.CreateDirectory(place);
        Directory.CreateSymbolicLink(Path.Combine(place, ".git"), Path.Combine(this.repository.Root, ".git"));
        await RefusesAsync(place);
    }

    [Fact]
    public async Task Git_InLinkedWorktree_Works()
    {
        this.repository.Git("worktree", "add", "-q", "-b", "side", this.repository["side"]);
        var result = await Repository.LookAsync(this.repository["side"], new { action = "log" });
        Assert.False(result.IsError, result.Text);
        Assert.Contains("second", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_InSubmodule_Works()
    {
        this.repository.GitIn(this.repository["."], "-c", "protocol.file.allow=always", "clone", "-q", this.repository.Root, "super");
        var super = this.repository["super"];
        var added = this.repository.GitIn(super, "-c", "protocol.file.allow=always", "submodule", "add", "-q", this.repository.Root, "sub");
        var result = await Repository.LookAsync(Path.Combine(super, "sub"), new { action = "log" });
        Assert.False(result.IsError, result.Text + added);
        Assert.Contains("second", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_WhenRepositoryIsAboveTheWorkspace_ShowsOnlyWhatIsBelow()
    {
        this.repository.Write("part/b.cs", "b\n");
        this.repository.Git("add", "-A");
        this.repository.Git("commit", "-q", "-m", "third");
        this.repository.Write("part/b.cs", "bb\n");
        this.repository.Write("a.cs", Secret);
        var part = Path.Combine(this.repository.Root, "part");
        foreach (var action in (string[])["status", "diff", "log", "show", "ls-files"])
        {
            var text = (await Repository.LookAsync(part, new { action })).Text;
            Assert.DoesNotContain("a.cs", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }

        Assert.Contains("+++ b/b.cs", (await Repository.LookAsync(part, new { action = "diff" })).Text, StringComparison.Ordinal);
        Assert.Equal("bb\n".Trim(), (await File.ReadAllTextAsync(Path.Combine(part, "b.cs"), TestContext.Current.CancellationToken)).Trim());
        Assert.Equal("b", (await Repository.LookAsync(part, new { action = "show", content = true, paths = new[] { "b.cs" } })).Text);
    }

    public void Dispose() => this.repository.Dispose();

    private static async Task RefusesAsync(string place)
    {
        var plan = await ToolBench.PlanAsync(Repository.ToolIn(place), new { action = "log" });
        Assert.Contains("not used", Assert.IsType<ToolPlan.Refused>(plan).Message, StringComparison.Ordinal);
    }
}
