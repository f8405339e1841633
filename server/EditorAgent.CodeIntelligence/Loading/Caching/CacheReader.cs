using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Reads what <see cref="CacheWriter"/> wrote; whatever does not fit is an <see cref="InvalidDataException"/>.</summary>
internal sealed class CacheReader
{
    private readonly byte[] bytes;
    private readonly string[] strings;
    private int at;

    public CacheReader(byte[] bytes, int start)
    {
        this.bytes = bytes;
        this.at = start;
        var count = this.Count();
        var end = this.Count() + this.at;
        this.strings = new string[count];
        for (var index = 0; index < count; index++)
        {
            this.strings[index] = Encoding.UTF8.GetString(this.Take(this.Count()));
        }

        if (this.at != end)
        {
            throw new InvalidDataException("string table");
        }
    }

    public bool Flag() => this.Number() == 1;

    public int Number()
    {
        var (value, shift) = (0u, 0);
        while (true)
        {
            var next = this.Take(1)[0];
            value |= (uint)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return (int)value;
            }

            shift = shift < 28 ? shift + 7 : throw new InvalidDataException("number");
        }
    }

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(this.Take(sizeof(long)));

    public FileStamp Stamp()
    {
        var (ticks, length) = (this.Long(), this.Long());
        var low = (ulong)this.Long();
        return new FileStamp(ticks, length, new UInt128((ulong)this.Long(), low));
    }

    public string? TextOrNull()
    {
        var place = this.Number();
        return place == 0 ? null : (uint)place <= (uint)this.strings.Length ? this.strings[place - 1] : throw new InvalidDataException("string");
    }

    public string Text() => this.TextOrNull() ?? throw new InvalidDataException("null");

    public ImmutableArray<string> Texts()
    {
        var values = new string[this.Count()];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = this.Text();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public ImmutableArray<T> Each<T>(Func<CacheReader, T> read)
    {
        var values = new T[this.Count()];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = read(this);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Nothing has fewer bytes than elements, so that a wrong count cannot ask for more memory than there are bytes.</summary>
    private int Count()
    {
        var count = this.Number();
        return count >= 0 && count <= this.bytes.Length - this.at ? count : throw new InvalidDataException("count");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > this.bytes.Length - this.at)
        {
            throw new InvalidDataException("end");
        }

        var taken = this.bytes.AsSpan(this.at, count);
        this.at += count;
        return taken;
    }
}
