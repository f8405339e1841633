using System.Diagnostics;
using EditorAgent.Core.Trust;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Trust;

public sealed class ExecutionFingerprintTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Root => Path.Combine(this.directory.Path, "repo");

    [Theory]
    [InlineData("App.csproj")]
    [InlineData("src/deep/Directory.Build.targets")]
    [InlineData("nuget.config")]
    [InlineData("global.json")]
    [InlineData("web/package.json")]
    [InlineData("Makefile")]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData(".husky/pre-commit")]
    [InlineData(".git/hooks/pre-commit")]
    [InlineData(".git/config")]
    [InlineData(".git/info/attributes")]
    [InlineData(".editoragent/config.toml")]
    [InlineData(".editoragent/hooks/any/name.sh")]
    [InlineData(".mcp.json")]
    [InlineData(".vscode/tasks.json")]
    [InlineData("AGENTS.md")]
    [InlineData("pyproject.toml")]
    [InlineData("bin/build.targets")]
    public async Task TakeAsync_WhenAFileThatDecidesWhatRunsChanges_NamesIt(string file)
    {
        this.Write(file, "before\n");
        var before = await this.TakeAsync();
        this.Write(file, "after!\n");

        var after = await this.TakeAsync();

        Assert.Null(after.Gap);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal([file], after.Compare(before).Changed);
        Assert.Empty(after.Compare(before).Added);
    }

    [Theory]
    [InlineData("src/Program.cs")]
    [InlineData("README.md")]
    [InlineData("node_modules/left-pad/package.json")]
    [InlineData("src/obj/App.csproj.nuget.g.props")]
    [InlineData(".git/HEAD")]
    [InlineData(".git/objects/ab/cdef")]
    [InlineData(".git/hooks/pre-commit.sample")]
    [InlineData(".idea/workspace.xml")]
    public async Task TakeAsync_WhenAnotherFileChanges_StaysTheSame(string file)
    {
        this.Write("src/App.csproj", "<Project/>");
        this.Write(file, "before\n");
        var before = await this.TakeAsync();
        this.Write(file, "after!\n");

        var after = await this.TakeAsync();

        Assert.Equal(before.Hash, after.Hash);
        Assert.True(after.Compare(before).IsEmpty);
    }

    [Fact]
    public async Task Compare_TellsAddedRemovedAndChangedApart()
    {
        this.Write("a.props", "1");
        this.Write("b.props", "1");
        var before = await this.TakeAsync();
        File.Delete(Path.Combine(this.Root, "a.props"));
        this.Write("b.props", "2");
        this.Write("c.props", "1");

        var difference = (await this.TakeAsync()).Compare(before);

        Assert.Equal(["c.props"], difference.Added);
        Assert.Equal(["a.props"], difference.Removed);
        Assert.Equal(["b.props"], difference.Changed);
    }

    [Fact]
    public async Task TakeAsync_WhenABuildFileAboveTheRootAppears_SeesIt()
    {
        this.Write("App.csproj", "<Project/>");
        var before = await this.TakeAsync();
        await File.WriteAllTextAsync(Path.Combine(this.directory.Path, "Directory.Build.targets"), "<Project/>", TestContext.Current.CancellationToken);

        var difference = (await this.TakeAsync()).Compare(before);

        Assert.Equal(["../Directory.Build.targets"], difference.Added);
    }

    [Fact]
    public async Task TakeAsync_WhenTheRootLiesInARepository_SeesItsHooks()
    {
        this.Write("src/App.csproj", "<Project/>");
        var root = Path.Combine(this.Root, "src");
        this.Write(".git/hooks/pre-commit", "exit 0");
        var before = await ExecutionFingerprint.TakeAsync(root, TestContext.Current.CancellationToken);
        this.Write(".git/hooks/pre-commit", "touch canary");

        var difference = (await ExecutionFingerprint.TakeAsync(root, TestContext.Current.CancellationToken)).Compare(before);

        Assert.Equal(["../.git/hooks/pre-commit"], difference.Changed);
    }

    [Theory]
    [InlineData("[core]\n\thooksPath = tools/git\n")]
    [InlineData("[core] hooksPath = \"tools/git\" # ours\n")]
    public async Task TakeAsync_WhenGitIsToldToTakeHooksElsewhere_WatchesThem(string configuration)
    {
        this.Write(".git/config", configuration);
        this.Write("tools/git/pre-push", "exit 0");
        var before = await this.TakeAsync();
        this.Write("tools/git/pre-push", "touch canary");

        Assert.Equal(["tools/git/pre-push"], (await this.TakeAsync()).Compare(before).Changed);
    }

    [Fact]
    public async Task TakeAsync_WhenOfGitsConfigurationOnlyBranchesChange_StaysTheSame()
    {
        this.Write(".git/config", "[core]\n\tbare = false\n");
        var before = await this.TakeAsync();
        this.Write(".git/config", "[core]\n\tbare = false\n[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n");

        Assert.Equal(before.Hash, (await this.TakeAsync()).Hash);
    }

    [Theory]
    [InlineData("[branch \"main\"]\n\tremote = ext::sh -c touch% canary\n")]
    [InlineData("[branch \"main\"]\n\tremote = origin\\\n[core]\n\tfsmonitor = touch canary\n")]
    [InlineData("[branch \"main\"] \n\tmergeOptions = -s canary\n")]
    [InlineData("[branch \"a\"]\n[core]\n\tfsmonitor = touch canary\n")]
    public async Task TakeAsync_WhenABranchHidesACommand_SeesIt(string addition)
    {
        this.Write(".git/config", "[core]\n\tbare = false\n");
        var before = await this.TakeAsync();
        this.Write(".git/config", "[core]\n\tbare = false\n" + addition);

        Assert.NotEqual(before.Hash, (await this.TakeAsync()).Hash);
    }

    [Fact]
    public async Task TakeAsync_InALinkedWorkTree_SeesTheHooksOfTheRepositoryItBelongsTo()
    {
        var common = Path.Combine(this.directory.Path, "main", ".git");
        Directory.CreateDirectory(Path.Combine(common, "hooks"));
        Directory.CreateDirectory(Path.Combine(common, "worktrees", "repo"));
        await File.WriteAllTextAsync(Path.Combine(common, "worktrees", "repo", "commondir"), "../..\n", TestContext.Current.CancellationToken);
        this.Write(".git", $"gitdir: {common}/worktrees/repo\n");
        var before = await this.TakeAsync();
        await File.WriteAllTextAsync(Path.Combine(common, "hooks", "post-checkout"), "touch canary", TestContext.Current.CancellationToken);

        Assert.Equal(["../main/.git/hooks/post-checkout"], (await this.TakeAsync()).Compare(before).Added);
    }

    [Fact]
    public async Task TakeAsync_WhenAProjectFileIsALink_FollowsNeitherTheNameNorTheContentSilently()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        this.Write("shared/text.txt", "one");
        File.CreateSymbolicLink(Path.Combine(this.Root, "Directory.Build.props"), "shared/text.txt");
        var before = await this.TakeAsync();
        this.Write("shared/text.txt", "two");

        Assert.Equal(["Directory.Build.props"], (await this.TakeAsync()).Compare(before).Changed);
    }

    [Fact]
    public async Task TakeAsync_WhenLinksLeadInACircleOrOutside_EndsAndStaysInside()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        Directory.CreateDirectory(Path.Combine(this.directory.Path, "outside"));
        await File.WriteAllTextAsync(Path.Combine(this.directory.Path, "outside", "Other.csproj"), "<Project/>", TestContext.Current.CancellationToken);
        this.Write("App.csproj", "<Project/>");
        File.CreateSymbolicLink(Path.Combine(this.Root, "circle"), ".");
        File.CreateSymbolicLink(Path.Combine(this.Root, "out"), "../outside");

        var taken = await this.TakeAsync();

        Assert.Equal(["App.csproj", "out"], taken.Files.Select(file => file.Relative));
    }

    [Fact]
    public async Task TakeAsync_WhenADefinitionIsAPipe_DoesNotWaitForItsOtherEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no named pipes in directories there");
        Directory.CreateDirectory(this.Root);
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(this.Root, "Makefile")))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["Makefile"], (await this.TakeAsync()).Files.Select(file => file.Relative));
    }

    [Fact]
    public async Task TakeAsync_WhenAFileExceedsTheBound_SaysSoAndEqualsNothing()
    {
        Directory.CreateDirectory(this.Root);
        using (var file = File.Create(Path.Combine(this.Root, "huge.targets")))
        {
            file.SetLength(17 * 1024 * 1024);
        }

        var first = await this.TakeAsync();
        var second = await this.TakeAsync();

        Assert.Contains("huge.targets", first.Gap, StringComparison.Ordinal);
        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public async Task TakeAsync_WhenAnOldFileIsRewrittenWithTheSameLengthAndTime_SeesIt()
    {
        // The file is old enough to be remembered; setting its time back is what a program that hides would do.
        this.Write("App.csproj", "before");
        var file = Path.Combine(this.Root, "App.csproj");
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, past);
        var before = await this.TakeAsync();
        this.Write("App.csproj", "after!");
        File.SetLastWriteTimeUtc(file, past);

        Assert.Equal(["App.csproj"], (await this.TakeAsync()).Compare(before).Changed);
    }

    public void Dispose() => this.directory.Dispose();

    private Task<ExecutionFingerprint> TakeAsync() => ExecutionFingerprint.TakeAsync(this.Root, TestContext.Current.CancellationToken);

    private void Write(string relative, string text)
    {
        var file = Path.Combine(this.Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
