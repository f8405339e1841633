using System.IO.Pipelines;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>The server's end of a pipe, which tells when a write has to wait for the reader.</summary>
internal sealed class GaugedStream(PipeWriter writer) : Stream
{
    private readonly TaskCompletionSource stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Stuck => this.stuck.Task;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = writer.WriteAsync(buffer, cancellationToken);
        if (!written.IsCompleted)
        {
            this.stuck.TrySetResult();
        }

        await written;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
