using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>A file's declarations as bytes: a table of texts, then numbers. Only bytes whose checksum is right are ever read.</summary>
internal static class DeclarationCodec
{
    /// <summary>A bit beside the kind.</summary>
    private const int Positional = 0x40;

    public static ReadOnlyMemory<byte> Write(ImmutableArray<Declaration> declarations)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var numbers = new List<int>(declarations.Length * 20);
        var places = new Dictionary<Declaration, int>(ReferenceEqualityComparer.Instance);
        foreach (var declaration in declarations)
        {
            places[declaration] = places.Count;
            numbers.AddRange([Text(declaration.Name), (int)declaration.Kind | (declaration.IsPositional ? Positional : 0), declaration.Parent is { } parent ? places[parent] + 1 : 0, Text(declaration.Namespace)]);
            numbers.AddRange([declaration.Start, declaration.Length, declaration.FirstLine, declaration.NameLine - declaration.FirstLine, declaration.LastLine - declaration.FirstLine]);
            numbers.AddRange([Text(declaration.Signature), Text(declaration.Modifiers), Text(declaration.TypeParameters), declaration.Qualifier is { } qualifier ? Text(qualifier) + 1 : 0]);
            List(declaration.Parameters);
            List(declaration.Types);
            List(declaration.Attributes);
        }

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts.Keys)
        {
            writer.Write(text);
        }

        writer.Write7BitEncodedInt(declarations.Length);
        numbers.ForEach(writer.Write7BitEncodedInt);
        writer.Flush();
        return bytes.ToArray();

        int Text(string text)
        {
            if (!texts.TryGetValue(text, out var index))
            {
                texts[text] = index = texts.Count;
            }

            return index;
        }

        void List(ImmutableArray<string> list)
        {
            numbers.Add(list.IsDefault ? 0 : list.Length + 1);
            numbers.AddRange(list.IsDefault ? [] : list.Select(Text));
        }
    }

    public static Declaration[] Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var texts = new string[reader.Number()];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = reader.Text();
        }

        var declarations = new Declaration[reader.Number()];
        for (var index = 0; index < declarations.Length; index++)
        {
            var (name, kind, parent, space) = (texts[reader.Number()], reader.Number(), reader.Number(), texts[reader.Number()]);
            var (start, length, line) = (reader.Number(), reader.Number(), reader.Number());
            declarations[index] = new Declaration(name, (DeclarationKind)(kind & ~Positional), parent == 0 ? null : declarations[parent - 1], space)
            {
                IsPositional = (kind & Positional) != 0,
                Start = start,
                Length = length,
                FirstLine = line,
                NameLine = line + reader.Number(),
                LastLine = line + reader.Number(),
                Signature = texts[reader.Number()],
                Modifiers = texts[reader.Number()],
                TypeParameters = texts[reader.Number()],
                Qualifier = reader.Number() is > 0 and var qualifier ? texts[qualifier - 1] : null,
                Parameters = reader.List(texts),
                Types = reader.List(texts),
                Attributes = reader.List(texts),
            };
        }

        return declarations;
    }

    /// <summary>Reads what <see cref="BinaryWriter"/> wrote, without a stream in between.</summary>
    internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public int Number()
        {
            uint value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = this.rest[0];
                this.rest = this.rest[1..];
                value |= (uint)(next & 0x7f) << shift;
                if (next < 0x80)
                {
                    return (int)value;
                }
            }
        }

        public long Long()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(this.rest);
            this.rest = this.rest[8..];
            return value;
        }

        public string Text()
        {
            var length = this.Number();
            var text = Encoding.UTF8.GetString(this.rest[..length]);
            this.rest = this.rest[length..];
            return text;
        }

        public ImmutableArray<string> List(string[] texts)
        {
            var count = this.Number();
            if (count < 2)
            {
                return count == 0 ? default : [];
            }

            var list = new string[count - 1];
            for (var index = 0; index < list.Length; index++)
            {
                list[index] = texts[this.Number()];
            }

            return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(list);
        }
    }
}
