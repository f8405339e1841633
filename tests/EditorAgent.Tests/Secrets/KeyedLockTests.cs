using EditorAgent.Core.Secrets;
using Xunit;

namespace EditorAgent.Tests.Secrets;

public sealed class KeyedLockTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("editor-agent-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(this.directory, recursive: true);

    [Fact]
    public async Task TakeAsync_WhenHeld_WaitsForThatKeyOnly()
    {
        var locks = new KeyedLock(Path.Combine(this.directory, "locks"), TimeProvider.System);
        var held = await locks.TakeAsync("a", Token);
        (await locks.TakeAsync("b", Token)).Dispose();
        var second = locks.TakeAsync("a", Token);
        Assert.False(second.IsCompleted);
        held.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task TakeAsync_WhenCancelled_Ends()
    {
        var locks = new KeyedLock(this.directory, TimeProvider.System);
        using var held = await locks.TakeAsync("a", Token);
        using var patience = new CancellationTokenSource();
        var second = locks.TakeAsync("a", patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task TakeAsync_WhenManyWant_OnlyOneHasIt()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var held = await new KeyedLock(this.directory, TimeProvider.System).TakeAsync("a", Token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }));
        Assert.Equal(1, most);
    }
}
