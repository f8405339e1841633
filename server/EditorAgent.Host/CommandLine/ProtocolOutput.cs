using System.Runtime.InteropServices;

namespace EditorAgent.Host.CommandLine;

/// <summary>
/// Stdout while it carries a protocol. That nobody reads it any more, or that a write fails, is the end of the connection. The runtime
/// passes over a pipe that is closed, and a turn may write nothing for long, so the pipe itself is asked too; on Windows only writes tell.
/// </summary>
/// <param name="stdout">The process's own; it is not closed here.</param>
/// <param name="stop">Cancelled at the end of the connection.</param>
internal sealed class ProtocolOutput(Stream stdout, CancellationTokenSource stop) : OutputStream
{
    private const int Descriptor = 1;
    private const short Broken = 0x08 | 0x10 | 0x20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private string? lost;

    /// <summary>Why it can be written no more; null while it can.</summary>
    public string? Lost => Volatile.Read(ref this.lost);

    /// <summary>Cancels the connection when nobody reads any more; ends when it is cancelled.</summary>
    public async Task WatchAsync(TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (!IsBroken())
            {
                await timer.WaitForNextTickAsync(stop.Token);
            }

            await this.LoseAsync("nobody reads its stdout any more");
        }
        catch (OperationCanceledException)
        {
            // The door has closed.
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await stdout.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException failure)
        {
            await this.LoseAsync($"its stdout cannot be written: {failure.Message.TrimEnd('.')}");
            throw;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => stdout.FlushAsync(cancellationToken);

    public override void Flush() => stdout.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private Task LoseAsync(string reason)
    {
        Interlocked.CompareExchange(ref this.lost, reason, null);
        return stop.CancelAsync();
    }

    private static bool IsBroken()
    {
        var stdout = new PollFd { Descriptor = Descriptor };
        return Poll(ref stdout, 1, 0) > 0 && (stdout.Happened & Broken) != 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollFd descriptors, nuint count, int timeout);

    /// <summary>POSIX's <c>struct pollfd</c>. Asked for nothing, it tells POLLERR, POLLHUP and POLLNVAL.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
