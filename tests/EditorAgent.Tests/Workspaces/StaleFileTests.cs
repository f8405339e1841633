using System.Runtime.Versioning;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>Files that become something else between the plan and the write: the user's bytes stay.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StaleFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly DiskWorkspaceFiles files = new();
    private readonly WorkspacePath path;

    public StaleFileTests()
    {
        this.directory.Write("w/a", "old!");
        this.path = Assert.IsType<PathResolution.Inside>(new Workspace(this.directory["w"], [], []).ResolveForWriting("a")).Path;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WhenOtherBytesOfTheSameSizeAndTime_IsRefused()
    {
        var time = File.GetLastWriteTimeUtc(this.path.Absolute);
        this.directory.Write("w/a", "user");
        File.SetLastWriteTimeUtc(this.path.Absolute, time);
        await this.RefusedAsync("changed since");
        Assert.Equal("user", this.directory.ReadText("w/a"));
    }

    [Fact]
    public async Task Write_WhenDeleted_IsRefused()
    {
        File.Delete(this.path.Absolute);
        await this.RefusedAsync("no longer exists");
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.directory["w"]));
    }

    [Fact]
    public async Task Write_WhenReplacedByADirectory_IsRefused()
    {
        File.Delete(this.path.Absolute);
        this.directory.Write("w/a/kept", "kept");
        await this.RefusedAsync("directory");
        Assert.Equal("kept", this.directory.ReadText("w/a/kept"));
    }

    [Fact]
    public async Task Write_WhenReplacedByALink_IsRefused()
    {
        this.directory.Write("outside", "old!");
        File.Delete(this.path.Absolute);
        File.CreateSymbolicLink(this.path.Absolute, this.directory["outside"]);
        await this.RefusedAsync("link");
        Assert.Equal("old!", this.directory.ReadText("outside"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyUse_WhenTheWorkspaceItselfIsAnother_IsRefused(bool isReplaced)
    {
        Directory.Move(this.directory["w"], this.directory["renamed"]);
        if (isReplaced)
        {
            this.directory.Write("w/a", "old!");
        }

        await this.RefusedAsync("moved, deleted or replaced");
        var reading = await Assert.ThrowsAsync<WorkspaceFileException>(async () => await this.files.ReadAsync(this.path, Token));
        Assert.Contains("moved, deleted or replaced", reading.Message, StringComparison.Ordinal);
        Assert.Equal("old!", this.directory.ReadText("renamed/a"));
    }

    /// <summary>An editor saves over and over while we write: each of its texts is either still there or what we were told we had read.</summary>
    [Fact]
    public async Task Write_WhenAnEditorSavesAtTheSameTime_LosesNoneOfItsTexts()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var saved = new List<string>();
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var editor = Task.Run(
            () =>
            {
                for (var number = 0; !stop.IsCancellationRequested; number++)
                {
                    var text = $"user {number}";
                    File.WriteAllText(this.directory["w/save"], text);
                    File.Move(this.directory["w/save"], this.path.Absolute, overwrite: true);
                    saved.Add(text);
                    hasBegun.TrySetResult();
                }
            },
            Token);
        await Task.WhenAny(hasBegun.Task, editor);
        var refusals = new List<string>();

        for (var number = 0; number < 300; number++)
        {
            var present = await this.files.ReadAsync(this.path, Token);
            try
            {
                await this.files.WriteAsync(this.path, System.Text.Encoding.UTF8.GetBytes($"ours {number}"), present!.Hash, Token);
            }
            catch (WorkspaceFileException refused)
            {
                // The editor was there first; where it was so twice, its other text stays beside the file, and the refusal names it.
                refusals.Add(refused.Message);
            }
        }

        await stop.CancelAsync();
        await editor;
        Assert.NotEmpty(saved);
        var last = this.directory.ReadText("w/a");
        Assert.True(last == saved[^1] || last.StartsWith("ours", StringComparison.Ordinal), last);
        var beside = Directory.EnumerateFiles(this.directory["w"]).Select(Path.GetFileName).Where(name => name!.StartsWith(".~ea-", StringComparison.Ordinal));
        Assert.All(beside, name => Assert.Contains(refusals, refusal => refusal.Contains($"{name} beside it", StringComparison.Ordinal)));
    }

    public void Dispose() => this.directory.Dispose();

    private async Task RefusedAsync(string reason)
    {
        var failure = await Assert.ThrowsAsync<WorkspaceFileException>(
            async () => await this.files.WriteAsync(this.path, "new!"u8.ToArray(), ContentHash.Of("old!"u8), Token));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
