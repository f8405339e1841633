namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Reads the lines of a journal from the front, in memory for one line only.</summary>
internal sealed class JournalReader(Stream stream)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Where the line returned last ends, its line feed included.</summary>
    public long Offset { get; private set; }

    /// <summary>The next whole line without its line feed; false at the end or before a line without one. Valid until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var length = this.buffer.AsSpan(this.start + searched, this.end - this.start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                length += searched;
                line = this.buffer.AsMemory(this.start, length);
                this.start += length + 1;
                this.Offset += length + 1;
                return true;
            }

            searched = this.end - this.start;
            if (!this.Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (this.start > 0)
        {
            this.buffer.AsSpan(this.start, this.end - this.start).CopyTo(this.buffer);
            this.end -= this.start;
            this.start = 0;
        }

        if (this.end == this.buffer.Length)
        {
            Array.Resize(ref this.buffer, this.buffer.Length * 2);
        }

        var read = stream.Read(this.buffer, this.end, this.buffer.Length - this.end);
        this.end += read;
        return read > 0;
    }
}
