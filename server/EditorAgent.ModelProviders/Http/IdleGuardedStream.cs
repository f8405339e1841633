namespace EditorAgent.ModelProviders.Http;

/// <summary>An answer's body whose every read must bring something within the idle limit, and whose whole stays under a cap.</summary>
internal sealed class IdleGuardedStream : Stream
{
    private const long MaxBytes = 512L * 1024 * 1024;

    private readonly Stream inner;
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource idle;
    private readonly CancellationTokenSource linked;
    private long total;

    public IdleGuardedStream(Stream inner, TimeSpan limit, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        this.inner = inner;
        this.limit = limit;
        this.idle = new CancellationTokenSource(limit, timeProvider);
        this.linked = CancellationTokenSource.CreateLinkedTokenSource(this.idle.Token, cancellationToken);
    }

    public bool WasIdle => this.idle.IsCancellationRequested;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        this.idle.CancelAfter(this.limit);
        var count = await this.inner.ReadAsync(buffer, this.linked.Token);
        this.idle.CancelAfter(Timeout.InfiniteTimeSpan);
        this.total += count;
        return this.total <= MaxBytes ? count : throw new InvalidDataException("The answer is larger than 512 MiB.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        this.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            this.linked.Dispose();
            this.idle.Dispose();
            this.inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
