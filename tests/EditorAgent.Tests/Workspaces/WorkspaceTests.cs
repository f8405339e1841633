using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public WorkspaceTests()
    {
        this.directory.Write("root/src/a.cs", "inside");
        this.directory.Write("root/.git/config", "");
        this.directory.Write("rootless/secret", "outside");
    }

    [Theory]
    [InlineData("src/a.cs", "src/a.cs")]
    [InlineData("./src/../src//a.cs", "src/a.cs")]
    [InlineData(".", ".")]
    [InlineData("src/", "src")]
    [InlineData("new/deep/file.cs", "new/deep/file.cs")]
    [InlineData("~/x", "~/x")]
    [InlineData("..x/y", "..x/y")]
    public void Resolve_WhenBelowRoot_NamesItFromRoot(string path, string relative)
    {
        var resolved = Inside(this.Workspace().ResolveForReading(path));
        Assert.Equal(relative, resolved.Relative);
        Assert.Equal(Path.TrimEndingDirectorySeparator(Path.GetFullPath(this.directory["root/" + relative])), resolved.Absolute);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../rootless/secret")]
    [InlineData("src/../../rootless/secret")]
    [InlineData("/etc/passwd")]
    public void Resolve_WhenOutside_IsRejectedWithAdvice(string path)
    {
        var rejected = Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForReading(path));
        Assert.Equal($"{path} is outside the workspace; use a path below root.", rejected.Message);
    }

    [Fact]
    public void Resolve_WhenSiblingSharesPrefix_IsRejected() =>
        Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForReading(this.directory["rootless/secret"]));

    [Fact]
    public void Resolve_WhenUnusable_IsRejected()
    {
        var workspace = this.Workspace();
        Assert.Contains("empty", Assert.IsType<PathResolution.Rejected>(workspace.ResolveForReading("")).Message);
        Assert.Contains("NUL", Assert.IsType<PathResolution.Rejected>(workspace.ResolveForReading("a\0b")).Message);
        Assert.Contains("too long", Assert.IsType<PathResolution.Rejected>(workspace.ResolveForReading(new string('a', 256))).Message);
        var deep = string.Concat(Enumerable.Repeat("abc/", 2000));
        Assert.Contains("too long", Assert.IsType<PathResolution.Rejected>(workspace.ResolveForWriting(deep)).Message);
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".GIT/config")]
    [InlineData(".git")]
    [InlineData("src/.Git/hooks/pre-commit")]
    [InlineData(".git./config")]
    [InlineData("GIT~1/config")]
    [InlineData(".git::$INDEX_ALLOCATION/config")]
    [InlineData(".g\u200cit/config")]
    public void ResolveForWriting_WhenGitDirectory_IsRejected(string path)
    {
        var rejected = Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForWriting(path));
        Assert.Contains("git's own directory", rejected.Message);
    }

    [Theory]
    [InlineData(".gitignore")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("my.git/x")]
    public void ResolveForWriting_WhenOnlySimilarToGit_IsAllowed(string path) => Inside(this.Workspace().ResolveForWriting(path));

    [Fact]
    public void ResolveForWriting_WhenLinkLeadsIntoGit_IsRejected()
    {
        File.CreateSymbolicLink(this.directory["root/innocent"], ".git");
        Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForWriting("innocent/config"));
        Inside(this.Workspace().ResolveForReading("innocent/config"));
    }

    [Fact]
    public void Resolve_WhenLinkStaysInside_NamesTheTarget()
    {
        File.CreateSymbolicLink(this.directory["root/link"], "src");
        Assert.Equal("src/a.cs", Inside(this.Workspace().ResolveForWriting("link/a.cs")).Relative);
    }

    [Theory]
    [InlineData("../rootless")]
    [InlineData("../nowhere")]
    [InlineData("missing")]
    [InlineData("loop")]
    public void Resolve_WhenLinkLeadsOutOrNowhere_IsRejected(string target)
    {
        File.CreateSymbolicLink(this.directory["root/loop"], target);
        Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForWriting("loop"));
        Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForWriting("loop/new.txt"));
        Assert.IsType<PathResolution.Rejected>(this.Workspace().ResolveForReading("loop"));
    }

    [Fact]
    public void Resolve_WhenRootIsALink_TakesBothSpellings()
    {
        File.CreateSymbolicLink(this.directory["alias"], "root");
        var workspace = new Workspace(this.directory["alias"], [], []);
        Assert.Equal("src/a.cs", Inside(workspace.ResolveForReading("src/a.cs")).Relative);
        Assert.Equal("src/a.cs", Inside(workspace.ResolveForReading(this.directory["alias/src/a.cs"])).Relative);
        Assert.Equal("src/a.cs", Inside(workspace.ResolveForWriting(this.directory["root/src/a.cs"])).Relative);
    }

    [Fact]
    public void Resolve_WhenRootLinkIsChangedLater_KeepsToTheFirstTarget()
    {
        File.CreateSymbolicLink(this.directory["alias"], "root");
        var workspace = new Workspace(this.directory["alias"], [], []);
        File.Delete(this.directory["alias"]);
        File.CreateSymbolicLink(this.directory["alias"], "rootless");
        Assert.IsType<PathResolution.Rejected>(workspace.ResolveForReading("secret"));
    }

    [Fact]
    public void Resolve_WhenReadOnlyRoot_IsForReadingOnly()
    {
        var workspace = new Workspace(this.directory["root"], [], [this.directory["rootless"]]);
        Inside(workspace.ResolveForReading(this.directory["rootless/secret"]));
        Assert.IsType<PathResolution.Rejected>(workspace.ResolveForWriting(this.directory["rootless/secret"]));
    }

    [Fact]
    public void Resolve_WhenFurtherRoot_NamesItSoThatItResolvesAgain()
    {
        var workspace = new Workspace(this.directory["root"], [this.directory["rootless"]], []);
        var first = Inside(workspace.ResolveForWriting(this.directory["rootless/secret"]));
        Assert.Equal(first, Inside(workspace.ResolveForWriting(first.Relative)));
    }

    public void Dispose() => this.directory.Dispose();

    private static WorkspacePath Inside(PathResolution resolution) => Assert.IsType<PathResolution.Inside>(resolution).Path;

    private Workspace Workspace() => new(this.directory["root"], [], []);
}
