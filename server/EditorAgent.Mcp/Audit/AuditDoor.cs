using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Audit;

/// <summary>
/// Lets one writer at a time to the files of the audit, of all threads and processes. On Linux the files stay open from one record to the next
/// for as long as their paths lead to them, because to open them takes longer than to write, and a record that is about to come can have them
/// looked at and locked beforehand; elsewhere each record opens them.
/// </summary>
internal sealed class AuditDoor(AuditFiles files, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>How long other processes are kept out for a record that does not come yet; up to twice as long.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim alone = new(1, 1);
    private ITimer? lapse;
    private long heldSince;
    private bool isHeld;
    private bool isLapsing;
    private IDisposable? openHead;
    private IDisposable? openMonth;

    /// <summary>Waits for its turn; whoever has it gives it back with <see cref="Leave"/> or <see cref="Close"/>.</summary>
    /// <returns>The head, and whether nobody else has been here since <see cref="Hold"/>.</returns>
    /// <exception cref="IOException">Somebody else has had it for too long, or it cannot be opened.</exception>
    public async ValueTask<(SafeFileHandle Head, bool WasHeld)> EnterAsync(CancellationToken cancellationToken)
    {
        await this.alone.WaitAsync(cancellationToken);
        if (FileNode.IsTold && this.isHeld && this.openHead is KeptFile held)
        {
            this.isHeld = false;
            return (held.Handle, true);
        }

        try
        {
            var begin = time.GetTimestamp();
            while (true)
            {
                try
                {
                    if (this.TryOpenHead() is { } head)
                    {
                        return (head, false);
                    }
                }
                catch (DirectoryNotFoundException)
                {
                    files.CreateDirectory();
                    continue;
                }
                catch (IOException) when (time.GetElapsedTime(begin) < LongestWait)
                {
                }

                if (time.GetElapsedTime(begin) >= LongestWait)
                {
                    throw new IOException("Another process holds the audit log.");
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch
        {
            this.alone.Release();
            throw;
        }
    }

    /// <summary>Enters where that can be done at once and the door can be held.</summary>
    /// <returns>The head, or null.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public SafeFileHandle? TryEnter()
    {
        if (!FileNode.IsTold || this.isHeld || this.openHead is null || !this.alone.Wait(0, CancellationToken.None))
        {
            return null;
        }

        try
        {
            if (!this.isHeld && this.TryKeptHead() is { } head)
            {
                return head;
            }
        }
        catch
        {
            this.Close();
            throw;
        }

        this.alone.Release();
        return null;
    }

    /// <summary>Leaves after <see cref="TryEnter"/>, but keeps other processes out until the next of ours has entered, or for a moment.</summary>
    public void Hold()
    {
        this.isHeld = true;
        this.heldSince = time.GetTimestamp();
        if (!this.isLapsing)
        {
            this.isLapsing = true;
            this.lapse ??= time.CreateTimer(_ => this.Lapse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            this.lapse.Change(LongestHold, Timeout.InfiniteTimeSpan);
        }

        this.alone.Release();
    }

    /// <summary>The file of a month, and how long it is; only for who has entered.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public (SafeFileHandle File, long Length) Month(string name)
    {
        if (FileNode.IsTold)
        {
            return this.KeptMonth(name);
        }

        this.CloseMonth();
        var file = files.OpenAlone(name);
        this.openMonth = file;
        return (file.SafeFileHandle, RandomAccess.GetLength(file.SafeFileHandle));
    }

    /// <summary>Before it is deleted.</summary>
    public void CloseMonth()
    {
        this.openMonth?.Dispose();
        this.openMonth = null;
    }

    public void Leave()
    {
        if (FileNode.IsTold && this.openHead is KeptFile head)
        {
            head.Release();
            this.alone.Release();
        }
        else
        {
            this.Close();
        }
    }

    /// <summary>Leaves, and opens everything anew the next time: after a failure.</summary>
    public void Close()
    {
        this.CloseMonth();
        this.openHead?.Dispose();
        this.openHead = null;
        this.alone.Release();
    }

    private void Lapse()
    {
        if (!this.alone.Wait(0, CancellationToken.None))
        {
            this.lapse!.Change(LongestHold, Timeout.InfiniteTimeSpan);
            return;
        }

        this.isLapsing = this.isHeld && time.GetElapsedTime(this.heldSince) < LongestHold;
        if (this.isLapsing)
        {
            this.lapse!.Change(LongestHold, Timeout.InfiniteTimeSpan);
        }

        if (!this.isHeld || this.isLapsing)
        {
            this.alone.Release();
            return;
        }

        this.isHeld = false;
        this.Leave();
    }

    /// <returns>Null while another has it.</returns>
    private SafeFileHandle? TryOpenHead()
    {
        if (FileNode.IsTold)
        {
            return this.TryKeptHead();
        }

        var file = files.OpenAlone(AuditHead.FileName);
        this.openHead = file;
        return file.SafeFileHandle;
    }

    [SupportedOSPlatform("linux")]
    private SafeFileHandle? TryKeptHead()
    {
        this.openHead ??= new KeptFile(files, AuditHead.FileName);
        var head = (KeptFile)this.openHead;
        if (!head.TryLock())
        {
            return null;
        }

        if (head.LengthIfStillThere() is not null)
        {
            return head.Handle;
        }

        head.Dispose();
        this.openHead = null;
        return this.TryKeptHead();
    }

    [SupportedOSPlatform("linux")]
    private (SafeFileHandle File, long Length) KeptMonth(string name)
    {
        if (this.openMonth is KeptFile kept && kept.Name == name && kept.LengthIfStillThere() is { } length)
        {
            return (kept.Handle, length);
        }

        this.CloseMonth();
        var opened = new KeptFile(files, name);
        this.openMonth = opened;
        return (opened.Handle, RandomAccess.GetLength(opened.Handle));
    }
}
