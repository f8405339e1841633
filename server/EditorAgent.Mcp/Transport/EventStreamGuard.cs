using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>
/// A stream of server-sent events, handed on event by event: each at most as long as a message may be, its JSON read strictly, and no faster
/// than the gate lets through. Comments end here.
/// </summary>
internal sealed class EventStreamGuard(string server, Stream inner, MessageGate gate, Func<RequestId, bool> isAwaited, Action<RequestId, RequestId> askedDuring, Action<ServerException> broken) : Stream
{
    private readonly BoundedLines lines = new(server, inner);
    private readonly MemoryStream passed = new();
    private readonly MemoryStream data = new();
    private bool isMessage = true;
    private bool isOver;

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
        while (true)
        {
            var count = this.passed.Read(buffer.Span);
            if (count > 0 || this.isOver || buffer.IsEmpty)
            {
                return count;
            }

            this.passed.SetLength(0);
            await this.NextEventOrTellAsync(cancellationToken);
            this.passed.Position = 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        this.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A stream that answers a request fails with that request; of any other one nobody else would hear.</summary>
    private async ValueTask NextEventOrTellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await this.NextEventAsync(cancellationToken);
        }
        catch (ServerException failure) when (RequestFlow.Current is not { } request || !isAwaited(request))
        {
            broken(failure);
            throw;
        }
    }

    /// <summary>Up to and with the blank line; what the end of the stream cuts off is no event.</summary>
    private async ValueTask NextEventAsync(CancellationToken cancellationToken)
    {
        while (await this.lines.ReadAsync(cancellationToken) is { } read)
        {
            var line = read.Span is [.., (byte)'\r'] ? read[..^1] : read;
            if (line.IsEmpty)
            {
                await this.JudgeAsync(cancellationToken);
                this.passed.WriteByte((byte)'\n');
                return;
            }

            if (line.Span[0] == (byte)':')
            {
                await gate.EnterAsync(cancellationToken);
                continue;
            }

            this.Keep(line.Span);
        }

        this.passed.SetLength(0);
        this.isOver = true;
    }

    private void Keep(ReadOnlySpan<byte> line)
    {
        if (this.passed.Length + line.Length > MessageBounds.MessageBytes)
        {
            throw new ServerException(ServerFailureKind.TooMuch, $"The server {server} sent a message of more than {MessageBounds.MessageBytes / 1024 / 1024} MB.") { WasSent = true };
        }

        this.passed.Write(line);
        this.passed.WriteByte((byte)'\n');
        if (line.StartsWith("event:"u8))
        {
            this.isMessage = line["event:"u8.Length..].Trim((byte)' ').SequenceEqual("message"u8);
        }
        else if (line.StartsWith("data:"u8))
        {
            this.data.Write(line["data:"u8.Length..]);
            this.data.WriteByte((byte)'\n');
        }
    }

    private async ValueTask JudgeAsync(CancellationToken cancellationToken)
    {
        var message = this.isMessage ? MessageParser.Parse(this.data.GetBuffer().AsMemory(0, (int)this.data.Length)) : null;
        this.isMessage = true;
        this.data.SetLength(0);
        if (message is { Kind: IncomingKind.Broken, Method: var why })
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The server {server} sent a message that cannot be read: {why}.") { WasSent = true };
        }

        if (message is { Kind: IncomingKind.Question, Id: var question } && RequestFlow.Current is { } request)
        {
            askedDuring(question, request);
        }

        if (message is not { Kind: IncomingKind.Answer or IncomingKind.Failure, Id: var id } || !isAwaited(id))
        {
            await gate.EnterAsync(cancellationToken);
        }
    }
}
