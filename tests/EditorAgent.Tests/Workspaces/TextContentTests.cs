using System.Text;
using EditorAgent.Core.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

public sealed class TextContentTests
{
    private static readonly byte[] ShiftJis = [0x2F, 0x2F, 0x20, 0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x0D, 0x0A, 0x61, 0x3D, 0x31, 0x3B, 0x0D, 0x0A];

    private static readonly (string Name, Encoding Encoding, byte[] Mark, string Alphabet)[] Encodings =
    [
        ("UTF-8", new UTF8Encoding(false, true), [], "aé漢😀 \t"),
        ("UTF-8 with BOM", new UTF8Encoding(false, true), [0xEF, 0xBB, 0xBF], "aé漢😀 \t"),
        ("UTF-16 LE", new UnicodeEncoding(false, false, true), [0xFF, 0xFE], "aé漢😀 \t"),
        ("UTF-16 BE", new UnicodeEncoding(true, false, true), [0xFE, 0xFF], "aé漢😀 \t"),
        ("UTF-32 LE", new UTF32Encoding(false, false, true), [0xFF, 0xFE, 0, 0], "aé漢😀 \t"),
        ("UTF-32 BE", new UTF32Encoding(true, false, true), [0, 0, 0xFE, 0xFF], "aé漢😀 \t"),
        ("an 8-bit encoding, shown as Latin-1", Encoding.Latin1, [], "aé\u0083ÿ \t"),
    ];

    [Fact]
    public void Apply_WhenRandomTextsAndEdits_LeavesEveryOtherByteAsItWas() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Holds(new Random(seed))));

    [Fact]
    public void Encode_WhenBytesAreRandom_GivesThemBack() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => TextContent.Decode(bytes) is not { } content || content.Encode().AsSpan().SequenceEqual(bytes)));

    [Fact]
    public void Apply_WhenShiftJis_KeepsTheCommentItCannotRead()
    {
        var content = TextContent.Decode(ShiftJis)!;
        var edited = content.Apply([new TextSplice(content.Text.IndexOf("1;", StringComparison.Ordinal), 2, "2;\nb=3;")]).Encode();
        Assert.Equal([.. ShiftJis[..^4], .. "2;\r\nb=3;\r\n"u8], edited);
    }

    [Fact]
    public void Apply_WhenEndingsAreMixed_KeepsThoseOfUntouchedLines()
    {
        var content = TextContent.Decode("a\r\nb\nc\rd\r\ne"u8)!;
        Assert.Equal("a\nb\nc\nd\ne", content.Text);
        Assert.Equal("\r\n", content.LineEnding);
        var same = content.Apply([new TextSplice(0, 7, "A\nB\nC\nD")]);
        Assert.Equal("A\r\nB\nC\rD\r\ne"u8, same.Encode());
        var more = content.Apply([new TextSplice(2, 1, "b\nb2")]);
        Assert.Equal("a\r\nb\r\nb2\nc\rd\r\ne"u8, more.Encode());
    }

    [Theory]
    [InlineData("a\r\nb\r\nc\nd\ne\r\n", 6, 0, "n\nm\n", "a\r\nb\r\nc\nn\nm\nd\ne\r\n")]
    [InlineData("a\nb\nc\r\nd\n", 6, 0, "n\n", "a\nb\nc\r\nn\r\nd\n")]
    [InlineData("a\rb\nc\n", 2, 0, "n\n", "a\rn\rb\nc\n")]
    [InlineData("a\r\nb\nc\n", 0, 0, "n\n", "n\r\na\r\nb\nc\n")]
    [InlineData("a\nb\r\nc\nd\n", 2, 2, "n\nm\n", "a\nn\r\nm\r\nc\nd\n")]
    [InlineData("a\r\nb\nc\rd\ne\n", 2, 4, "n\nm\no\n", "a\r\nn\nm\no\rd\ne\n")]
    [InlineData("a", 1, 0, "\nn\n", "a\nn\n")]
    public void Apply_WhenEndingsAreMixed_NewLinesEndAsTheirNeighbours(string raw, int start, int length, string inserted, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(TextContent.Decode(Encoding.UTF8.GetBytes(raw))!.Apply([new TextSplice(start, length, inserted)]).Encode()));

    [Fact]
    public void Encode_WhenCharacterHasNoBytes_NamesIt()
    {
        var content = TextContent.Decode([0x61, 0xE9])!;
        var failure = Assert.Throws<WorkspaceFileException>(() => content.Apply([new TextSplice(0, 1, "漢")]).Encode());
        Assert.Contains("U+6F22", failure.Message);
        var utf8 = TextContent.Decode("a"u8)!;
        Assert.Throws<WorkspaceFileException>(() => utf8.Apply([new TextSplice(0, 1, "\ud800")]).Encode());
    }

    [Fact]
    public void Apply_WhenTheEncodingIsUnknown_TakesOnlyAsciiAndWhatWasThere()
    {
        var content = TextContent.Decode([.. "a "u8, 0x93, 0xFA, .. " b "u8, 0x96, 0x7B, .. " c"u8])!;
        var all = content.Text.Length;
        byte[] kept = [.. "A "u8, 0x93, 0xFA, .. " B "u8, 0x96, 0x7B, .. " C"u8];
        Assert.Equal(kept, content.Apply([new TextSplice(0, all, "A \u0093\u00FA B \u0096{ C")]).Encode());
        Assert.Equal([.. "A "u8, 0x96, .. "{"u8], content.Apply([new TextSplice(0, all, "A \u0096{")]).Encode());

        // Half of a stretch, another order, one more time: bytes that nobody has written.
        foreach (var refused in new[] { "A \u0093 B", "A \u0096{ B \u0093\u00FA", "A \u0096{ B \u0096{ C", "A \u00E4 B" })
        {
            Assert.Throws<WorkspaceFileException>(() => content.Apply([new TextSplice(0, all, refused)]));
        }
    }

    /// <summary>What a text of any bytes is: before and behind each edit they stay, and between them is what was put there.</summary>
    [Fact]
    public void Apply_WhenBytesAreRandomAndEditsAscii_LeavesEveryOtherByte() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<int>(), (random, seed) => Splices([.. random.Select(b => b == 0 ? (byte)'\r' : b)], new Random(seed))));

    [Fact]
    public void Decode_WhenNul_IsNotText() => Assert.Null(TextContent.Decode("a\0b"u8));

    private static void Splices(byte[] bytes, Random random)
    {
        var content = TextContent.Decode(bytes)!;
        var ends = ByteEndsOf(content, bytes);
        var splices = new List<TextSplice>();
        var expected = new List<byte>();
        var kept = 0;
        for (var start = random.Next(8); start < content.Text.Length; start += random.Next(1, 20))
        {
            var length = random.Next(Math.Min(6, content.Text.Length - start));
            if (ends[start] < 0 || ends[start + length] < 0)
            {
                continue;
            }

            var ascii = new string((char)random.Next('a', 'z' + 1), random.Next(4));
            splices.Add(new TextSplice(start, length, ascii));
            expected.AddRange([.. bytes[kept..ends[start]], .. EncodingOf(content).GetBytes(ascii)]);
            kept = ends[start + length];
            start += length;
        }

        Assert.Equal([.. expected, .. bytes[kept..]], content.Apply(splices).Encode());
    }

    /// <summary>For each position of the text the byte it begins at; negative within a character.</summary>
    private static int[] ByteEndsOf(TextContent content, byte[] bytes)
    {
        var mark = content.EncodingName switch { "UTF-8 with BOM" => 3, "UTF-16 LE" or "UTF-16 BE" => 2, _ => 0 };
        var encoding = EncodingOf(content);
        var raw = encoding.GetString(bytes.AsSpan(mark));
        var ends = new List<int>();
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\n' || at == 0 || raw[at - 1] != '\r')
            {
                ends.Add(char.IsLowSurrogate(raw[at]) ? -1 : mark + encoding.GetByteCount(raw.AsSpan(0, at)));
            }
        }

        ends.Add(bytes.Length);
        return [.. ends];
    }

    private static Encoding EncodingOf(TextContent content) => content.EncodingName switch
    {
        "UTF-16 LE" => Encoding.Unicode,
        "UTF-16 BE" => Encoding.BigEndianUnicode,
        "UTF-8" or "UTF-8 with BOM" => Encoding.UTF8,
        _ => Encoding.Latin1,
    };

    private static void Holds(Random random)
    {
        var (name, encoding, mark, alphabet) = Encodings[random.Next(Encodings.Length)];
        var lines = Enumerable.Range(0, random.Next(0, 8)).Select(_ => Word(random, alphabet) + Ending(random)).ToList();
        var tail = random.Next(2) == 0 ? "" : Word(random, alphabet);
        if (mark.Length == 0 && encoding.IsSingleByte)
        {
            // Surely not UTF-8, whatever is edited away.
            lines.Insert(0, "\u00ff\n");
        }

        var raw = string.Concat(lines) + tail;
        byte[] bytes = [.. mark, .. encoding.GetBytes(raw)];
        var content = TextContent.Decode(bytes)!;
        Assert.Equal(name, content.EncodingName);

        // The replaced piece is whole lines: what is before and after must come back byte for byte.
        var first = random.Next(lines.Count + 1);
        var count = random.Next(lines.Count - first + 1);
        var before = string.Concat(lines.Take(first));
        var middle = string.Concat(lines.Skip(first).Take(count));
        var after = string.Concat(lines.Skip(first + count)) + tail;
        var replacement = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Word(random, encoding.IsSingleByte ? "aZ \t" : alphabet) + "\n"));
        var edited = content.Apply([new TextSplice(Lf(before).Length, Lf(middle).Length, replacement)]);
        var result = edited.Encode();
        byte[] head = [.. mark, .. encoding.GetBytes(before)];
        var end = encoding.GetBytes(after);
        Assert.Equal(head, result[..head.Length]);
        Assert.Equal(end, result[^end.Length..]);
        Assert.Equal(replacement, Lf(encoding.GetString(result[head.Length..^end.Length])));
        Assert.Equal(Lf(before) + replacement + Lf(after), edited.Text);
    }

    private static string Lf(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private static string Ending(Random random) => random.Next(5) switch { 0 or 1 => "\r\n", 2 => "\r", _ => "\n" };

    private static string Word(Random random, string alphabet)
    {
        var runes = alphabet.EnumerateRunes().ToArray();
        return "w" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }
}
