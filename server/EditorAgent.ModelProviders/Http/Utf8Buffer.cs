using System.Buffers;

namespace EditorAgent.ModelProviders.Http;

/// <summary>
/// Bytes that only grow at their end. Growing moves to a larger array and leaves the old one untouched, so memory handed out before
/// keeps its content.
/// </summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    private byte[] bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => this.bytes.AsMemory(0, this.Length);

    public void Advance(int count) => this.Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        this.Reserve(sizeHint);
        return this.bytes.AsMemory(this.Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        this.Reserve(sizeHint);
        return this.bytes.AsSpan(this.Length);
    }

    public void Append(ReadOnlySpan<byte> more)
    {
        more.CopyTo(this.GetSpan(more.Length));
        this.Length += more.Length;
    }

    /// <summary>Takes back the last <paramref name="count"/> bytes; memory handed out before must not be in use any more.</summary>
    public void TakeBack(int count) => this.Length -= count;

    private void Reserve(int sizeHint)
    {
        var needed = this.Length + Math.Max(sizeHint, 256);
        if (needed <= this.bytes.Length)
        {
            return;
        }

        Array.Resize(ref this.bytes, Math.Max(needed, this.bytes.Length * 2));
    }
}
