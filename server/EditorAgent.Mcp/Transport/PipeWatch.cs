using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Transport;

/// <summary>Lets one thread wait for what comes through a pipe, until another rings. Not on Windows, whose pipes cannot be watched.</summary>
internal sealed class PipeWatch : IDisposable
{
    private const short HasInput = 1;

    /// <summary>To sleep and be woken takes about as long as a quick server needs for its answer.</summary>
    private static readonly TimeSpan Eagerness = TimeSpan.FromMicroseconds(400);

    private readonly SafePipeHandle pipe;
    private readonly AnonymousPipeServerStream bell = new(PipeDirection.Out, HandleInheritability.None);
    private readonly SafePipeHandle heard;
    private readonly Watched[] both;
    private readonly Watched[] input;

    private PipeWatch(SafePipeHandle pipe)
    {
        this.pipe = pipe;
        this.heard = this.bell.ClientSafePipeHandle;
        var isHeld = false;
        this.pipe.DangerousAddRef(ref isHeld);
        this.input = [new Watched { Descriptor = (int)this.pipe.DangerousGetHandle(), Wanted = HasInput }];
        this.both = [this.input[0], new Watched { Descriptor = (int)this.heard.DangerousGetHandle(), Wanted = HasInput }];
    }

    /// <summary>Whether something can be read, or the pipe has ended.</summary>
    public bool IsReady => Poll(this.input, 1, 0) > 0;

    /// <returns>Null where it cannot be watched.</returns>
    public static PipeWatch? TryOpen(Stream stream) => !OperatingSystem.IsWindows() && stream is PipeStream pipe ? new PipeWatch(pipe.SafePipeHandle) : null;

    /// <param name="isEager">Looks again and again for a moment before it sleeps.</param>
    /// <returns>Whether something can be read, or the pipe has ended; false when it rang.</returns>
    public bool Wait(bool isEager)
    {
        var begin = Stopwatch.GetTimestamp();
        while (isEager && Stopwatch.GetElapsedTime(begin) < Eagerness && Poll(this.both, 2, 0) <= 0)
        {
            Thread.Yield();
        }

        while (Poll(this.both, 2, -1) <= 0)
        {
            // A signal came.
        }

        return this.both[1].Found == 0;
    }

    /// <summary>Ends the waiting, now and for good. From any thread, any number of times.</summary>
    public void Ring() => this.bell.Dispose();

    public void Dispose()
    {
        this.bell.Dispose();
        this.heard.Dispose();
        this.pipe.DangerousRelease();
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll([In, Out] Watched[] watched, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
