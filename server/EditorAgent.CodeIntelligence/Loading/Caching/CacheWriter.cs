using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Writes numbers, and strings by their place in a table that holds each once.</summary>
internal sealed class CacheWriter
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> table = new();
    private readonly ArrayBufferWriter<byte> body = new();

    public void Number(int value) => Number(this.body, value);

    public void Flag(bool value) => this.Number(value ? 1 : 0);

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(this.body.GetSpan(sizeof(long)), value);
        this.body.Advance(sizeof(long));
    }

    public void Stamp(FileStamp stamp)
    {
        this.Long(stamp.Ticks);
        this.Long(stamp.Length);
        this.Long((long)(ulong)stamp.Hash);
        this.Long((long)(ulong)(stamp.Hash >> 64));
    }

    /// <summary>Null is its own value.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            this.Number(0);
            return;
        }

        if (!this.places.TryGetValue(value, out var place))
        {
            place = this.places[value] = this.places.Count + 1;
            var length = Encoding.UTF8.GetByteCount(value);
            Number(this.table, length);
            Encoding.UTF8.GetBytes(value, this.table);
        }

        this.Number(place);
    }

    public void Texts(ImmutableArray<string> values) => this.Each(values, this.Text);

    public void Each<T>(ImmutableArray<T> values, Action<T> write)
    {
        this.Number(values.Length);
        foreach (var value in values)
        {
            write(value);
        }
    }

    public byte[] ToArray()
    {
        var whole = new ArrayBufferWriter<byte>(this.table.WrittenCount + this.body.WrittenCount + 16);
        Number(whole, this.places.Count);
        Number(whole, this.table.WrittenCount);
        whole.Write(this.table.WrittenSpan);
        whole.Write(this.body.WrittenSpan);
        return whole.WrittenSpan.ToArray();
    }

    private static void Number(ArrayBufferWriter<byte> target, int value)
    {
        var rest = (uint)value;
        var span = target.GetSpan(5);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        target.Advance(length);
    }
}
