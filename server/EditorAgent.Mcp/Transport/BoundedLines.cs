using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Transport;

/// <summary>The lines of a stream, as bytes: a character that is split between two reads is whole again. One reader at a time.</summary>
internal sealed class BoundedLines(string server, Stream stream)
{
    private const int Usual = 64 * 1024;

    private byte[] buffer = new byte[Usual];
    private int start;
    private int end;
    private int searched;

    /// <summary>Whether a whole line is there already.</summary>
    public bool HasLine => this.buffer.AsSpan(this.searched, this.end - this.searched).Contains((byte)'\n');

    /// <returns>Without its line feed, valid until the next call; null at the end of the stream, which half a line does not outlive.</returns>
    /// <exception cref="ServerException">A line is longer than a message may be.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (this.Take() is { } line)
            {
                return line;
            }

            var count = await stream.ReadAsync(this.Room(), cancellationToken);
            if (count == 0)
            {
                return null;
            }

            this.end += count;
        }
    }

    /// <returns>As <see cref="ReadAsync"/> gives it, of what is there already; null where no line is whole yet.</returns>
    public ReadOnlyMemory<byte>? Take()
    {
        var feed = this.buffer.AsSpan(this.searched, this.end - this.searched).IndexOf((byte)'\n');
        if (feed < 0)
        {
            this.searched = this.end;
            return null;
        }

        var line = this.buffer.AsMemory(this.start, this.searched + feed - this.start);
        this.start = this.searched += feed + 1;
        return line;
    }

    /// <summary>Waits for more of the stream right here.</summary>
    /// <returns>False at its end.</returns>
    /// <exception cref="ServerException">A line is longer than a message may be.</exception>
    public bool Fill()
    {
        var count = stream.Read(this.Room().Span);
        this.end += count;
        return count > 0;
    }

    private Memory<byte> Room()
    {
        this.MakeRoom();
        return this.buffer.AsMemory(this.end);
    }

    private void MakeRoom()
    {
        var length = this.end - this.start;
        if (length > MessageBounds.MessageBytes)
        {
            throw new ServerException(ServerFailureKind.TooMuch, $"The server {server} sent a message of more than {MessageBounds.MessageBytes / 1024 / 1024} MB: the connection was ended.");
        }

        if (length == 0 && this.buffer.Length > Usual)
        {
            this.buffer = new byte[Usual];
            (this.start, this.end, this.searched) = (0, 0, 0);
            return;
        }

        var roomy = length > this.buffer.Length / 2 ? new byte[Math.Min(this.buffer.Length * 2, MessageBounds.MessageBytes + Usual)] : this.buffer;
        Buffer.BlockCopy(this.buffer, this.start, roomy, 0, length);
        (this.buffer, this.start, this.end, this.searched) = (roomy, 0, length, length);
    }
}
