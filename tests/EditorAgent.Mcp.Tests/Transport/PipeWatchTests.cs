using System.IO.Pipes;
using EditorAgent.Mcp.Transport;
using Xunit;

namespace EditorAgent.Mcp.Tests.Transport;

public sealed class PipeWatchTests : IDisposable
{
    private const string NotOnWindows = "Pipes cannot be watched on Windows; there they are read through the pool.";

    private readonly AnonymousPipeServerStream writer = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream reader;

    public PipeWatchTests() => this.reader = new AnonymousPipeClientStream(PipeDirection.In, this.writer.ClientSafePipeHandle);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_ForBytes_EndsWithThem(bool isEager)
    {
        using var watch = this.Open();
        Assert.False(watch.IsReady);
        var waiting = Task.Run(() => watch.Wait(isEager), Token);

        this.writer.WriteByte(1);

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token));
        Assert.True(watch.IsReady);
        Assert.Equal(1, this.reader.ReadByte());
        Assert.False(watch.IsReady);
    }

    [Fact]
    public async Task Wait_ForAnEndedPipe_Ends()
    {
        using var watch = this.Open();
        var waiting = Task.Run(() => watch.Wait(isEager: false), Token);

        this.writer.Dispose();

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token));
        Assert.Equal(-1, this.reader.ReadByte());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ring_WhileSomebodyElseKeepsThePipeOpen_EndsTheWaitingForGood(bool isEager)
    {
        using var watch = this.Open();
        var waiting = Task.Run(() => watch.Wait(isEager), Token);

        watch.Ring();
        watch.Ring();

        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token));
        this.writer.WriteByte(1);
        Assert.False(watch.Wait(isEager));
    }

    [Fact]
    public void TryOpen_OfWhatIsNoPipe_GivesNothing() => Assert.Null(PipeWatch.TryOpen(Stream.Null));

    public void Dispose()
    {
        this.reader.Dispose();
        this.writer.Dispose();
    }

    private PipeWatch Open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotOnWindows);
        return PipeWatch.TryOpen(this.reader)!;
    }
}
