using System.Runtime.Versioning;
using EditorAgent.BuiltInTools.Git;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitChangesTests : IDisposable
{
    private readonly Repository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.repository.Dispose();

    [Fact]
    public async Task Changes_OfAWorkTree_AreItsLinesAndItsNewFiles()
    {
        this.repository.Write("sub/new file.cs", "fresh\n");

        var seen = await this.ReadAsync();

        Assert.Contains("-two\n+three\n", seen.Text, StringComparison.Ordinal);
        Assert.Contains("new, not yet added: sub/new file.cs", seen.Text, StringComparison.Ordinal);
        Assert.Null(seen.Remark);
        Assert.False(this.repository.HasFired);
    }

    [Fact]
    public async Task Changes_OfFilesThatMayHoldSecrets_AreLeftOutAndCounted()
    {
        this.repository.Write(".env", "TOKEN=old\n");
        this.repository.Git("add", "-f", ".env");
        this.repository.Git("commit", "-q", "-m", "secret");
        this.repository.Write(".env", "TOKEN=of-the-user\n");
        this.repository.Write("id_rsa", "private\n");

        var seen = await this.ReadAsync();

        Assert.DoesNotContain("of-the-user", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id_rsa", seen.Text, StringComparison.Ordinal);
        Assert.StartsWith("2 files are left out", seen.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_WithoutARepository_AreNotKnown()
    {
        Directory.Delete(Path.Combine(this.repository.Root, ".git"), recursive: true);

        var seen = await this.ReadAsync();

        Assert.Null(seen.Text);
        Assert.NotNull(seen.Remark);
    }

    private async Task<WorkspaceChanges> ReadAsync()
    {
        var workspace = new Workspace(this.repository.Root, [], []);
        var withheld = new WithheldFiles(new PermissionPolicy([], PermissionMode.Ask), workspace, "read");
        return await new GitChanges(workspace, withheld, Sandbox.Absent("test"), TimeProvider.System).SinceLastCommitAsync(Token);
    }
}
