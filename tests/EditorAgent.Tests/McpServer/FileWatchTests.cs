using EditorAgent.Host.McpServer.Offering;
using EditorAgent.Host.McpServer.Workspaces;
using EditorAgent.Tests.Sessions;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.McpServer;

public sealed class FileWatchTests : IDisposable
{
    private const string Uri = "file:///notes.txt";

    private readonly TemporaryDirectory folder = new();
    private readonly ManualTime time = new();
    private readonly ChangeFeed changes = new();

    private string File => this.folder["notes.txt"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_WhileSomebodyWatches_IsToldOnce()
    {
        await System.IO.File.WriteAllTextAsync(this.File, "one", Token);
        using var watch = new FileWatch((_, _) => ValueTask.FromResult<string?>(this.File), this.changes, this.time);
        var told = this.changes.Listen(out var listener);
        using var first = await watch.WatchAsync(Uri, Token);
        using var second = await watch.WatchAsync(Uri, Token);

        this.time.Advance(FileWatch.Interval);
        Assert.False(told.TryRead(out _));
        await System.IO.File.WriteAllTextAsync(this.File, "longer", Token);
        this.time.Advance(FileWatch.Interval * 3);
        Assert.True(told.TryRead(out var change) && change is OfferChange.Resource(Uri));
        Assert.False(told.TryRead(out _));

        first!.Dispose();
        first.Dispose();
        System.IO.File.Delete(this.File);
        this.time.Advance(FileWatch.Interval);
        Assert.True(told.TryRead(out _));

        second!.Dispose();
        await System.IO.File.WriteAllTextAsync(this.File, "again", Token);
        this.time.Advance(FileWatch.Interval);
        Assert.False(told.TryRead(out _));
        listener.Dispose();
    }

    [Fact]
    public async Task Watch_OfWhatTheClientMayNotRead_IsNone()
    {
        using var watch = new FileWatch((_, _) => ValueTask.FromResult<string?>(null), this.changes, this.time);

        Assert.Null(await watch.WatchAsync(Uri, Token));
    }

    public void Dispose() => this.folder.Dispose();
}
