using System.Text;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Sessions;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

/// <summary>Every encoding with every style of line endings: what an edit does not speak of stays as it was, byte for byte.</summary>
public sealed class EncodingMatrixTests : IDisposable
{
    private static readonly Dictionary<string, (byte[] Mark, byte[] Odd, Encoding Ascii)> Encodings = new(StringComparer.Ordinal)
    {
        ["UTF-8"] = ([], "\u00E4\u20AC\U0001F600"u8.ToArray(), Encoding.UTF8),
        ["UTF-8 with mark"] = ([0xEF, 0xBB, 0xBF], "\u00E4\u20AC"u8.ToArray(), Encoding.UTF8),
        ["UTF-16 LE"] = ([0xFF, 0xFE], Encoding.Unicode.GetBytes("\u00E4\U0001F600"), Encoding.Unicode),
        ["UTF-16 BE"] = ([0xFE, 0xFF], Encoding.BigEndianUnicode.GetBytes("\u00E4\U0001F600"), Encoding.BigEndianUnicode),
        ["UTF-32 LE"] = ([0xFF, 0xFE, 0, 0], Encoding.UTF32.GetBytes("\u00E4\U0001F600"), Encoding.UTF32),
        ["Latin-1"] = ([], [0xE4, 0xF6, 0xFC], Encoding.Latin1),
        ["Windows-1252"] = ([], [0x80, 0x93, 0x94, 0x9F], Encoding.Latin1),
        ["Shift-JIS"] = ([], [0x93, 0xFA, 0x96, 0x7B, 0x83, 0x5C], Encoding.Latin1),
        ["GB18030"] = ([], [0xD6, 0xD0, 0x81, 0x30, 0x84, 0x36], Encoding.Latin1),
        ["invalid UTF-8"] = ([], [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF], Encoding.Latin1),
    };

    private static readonly string[][] Endings = [["\n", "\n", "\n"], ["\r\n", "\r\n", "\r\n"], ["\r", "\r", "\r"], ["\r\n", "\n", "\r"], ["\n", "\n", ""]];

    private readonly ToolBench bench = new();

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var name in Encodings.Keys)
            {
                for (var style = 0; style < Endings.Length; style++)
                {
                    cases.Add(name, style);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Tools_WhenAPartChanges_LeaveEveryOtherByte(string encoding, int style)
    {
        var before = FileWith(encoding, style, "first", "third");
        this.bench.Directory.Write("f", before);
        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });

        await this.EditAsync(("first", "FIRST"));
        Assert.Equal(FileWith(encoding, style, "FIRST", "third"), this.bench.Directory.Read("f"));

        await this.EditAsync(("FIRST", "1st"), ("third", "3rd"));
        Assert.Equal(FileWith(encoding, style, "1st", "3rd"), this.bench.Directory.Read("f"));

        var whole = TextContent.Decode(this.bench.Directory.Read("f"))!.Text.Replace("1st", "first", StringComparison.Ordinal).Replace("3rd", "third", StringComparison.Ordinal);
        var written = await ToolBench.CallAsync(this.bench.Write, new { path = "f", content = whole });
        Assert.False(written.IsError, written.Text);
        Assert.Equal(before, this.bench.Directory.Read("f"));

        await this.MoveAsync("f", "g");
        Assert.Equal(before, this.bench.Directory.Read("g"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Undo_WhenAnEditWasTakenBack_HasEveryByteAgain(string encoding, int style)
    {
        using var folder = new SessionFolder();
        await using var session = await folder.CreateAsync();
        var before = FileWith(encoding, style, "first", "third");
        this.bench.Directory.Write("f", before);
        var path = Assert.IsType<PathResolution.Inside>(this.bench.Workspace.ResolveForWriting("f")).Path;
        Assert.True(await session.KeepBlobAsync(before, Token));
        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        await this.EditAsync(("first", "FIRST"), ("third\u0020", "3\n3\n"));
        var after = this.bench.Directory.Read("f");
        Assert.NotEqual(before, after);
        session.Append(new SessionEvent.TurnStarted(Happenings.Turn));
        session.Append(new SessionEvent.FileChanged(Happenings.Turn, new("c"), path, ContentHash.Of(before), ContentHash.Of(after)));
        session.Append(new SessionEvent.TurnEnded(Happenings.Turn, StopReason.EndTurn, null));

        var undo = new TurnUndo(session, this.bench.Files, this.bench.Workspace);
        var undone = await undo.UndoAsync(Happenings.Turn, Token);
        Assert.Equal(before, this.bench.Directory.Read("f"));
        await undo.UndoAsync(undone.UndoTurn!.Value, Token);
        Assert.Equal(after, this.bench.Directory.Read("f"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Tools_WhenTextIsNotAscii_StoreItOnlyWhereItsBytesAreKnown(string encoding, int style)
    {
        var before = FileWith(encoding, style, "first", "third");
        this.bench.Directory.Write("f", before);
        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        var whole = TextContent.Decode(before)!.Text;
        var edited = await ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = "third", new_string = "dritte \u00E9" } } });
        if (Equals(Encodings[encoding].Ascii, Encoding.Latin1))
        {
            var written = await ToolBench.CallAsync(this.bench.Write, new { path = "f", content = whole + "\u00E9" });
            Assert.True(edited.IsError && written.IsError);
            Assert.Contains("only ASCII", edited.Text, StringComparison.Ordinal);
            Assert.Contains("only ASCII", written.Text, StringComparison.Ordinal);
            Assert.Equal(before, this.bench.Directory.Read("f"));
            return;
        }

        Assert.False(edited.IsError, edited.Text);
        Assert.Equal(FileWith(encoding, style, "first", "dritte \u00E9"), this.bench.Directory.Read("f"));
    }

    /// <summary>Two characters of Shift-JIS whose second bytes are a backslash and a brace.</summary>
    [Fact]
    public async Task Edit_WhenItMayCutACharacterInTwo_IsRefused()
    {
        byte[] before = [.. "a{\\n "u8, 0x83, 0x5C, .. " b{ "u8, 0x96, 0x7B, .. "c"u8];
        this.bench.Directory.Write("f", before);
        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        foreach (var (old, all) in new[] { ("{", true), ("\\", true), ("{c", false) })
        {
            var refused = await ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = old, new_string = "x", replace_all = all } } });
            Assert.Contains("On line 1 old_string begins directly behind", refused.Text, StringComparison.Ordinal);
        }

        await this.EditAsync(("a{", "a["), (" b{", " b["), ("\u0096{c", "\u0096{d"));
        Assert.Equal([.. "a[\\n "u8, 0x83, 0x5C, .. " b[ "u8, 0x96, 0x7B, .. "d"u8], this.bench.Directory.Read("f"));
    }

    [Fact]
    public async Task Tools_WhenTheFileIsEmpty_FillIt()
    {
        this.bench.Directory.Write("f", []);
        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        var edited = await ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = "a", new_string = "b" } } });
        Assert.Contains("not found", edited.Text, StringComparison.Ordinal);
        await this.MoveAsync("f", "g");
        Assert.Empty(this.bench.Directory.Read("g"));
        await ToolBench.CallAsync(this.bench.Read, new { path = "g" });
        var written = await ToolBench.CallAsync(this.bench.Write, new { path = "g", content = "\u00E9\n" });
        Assert.False(written.IsError, written.Text);
        Assert.Equal("\u00E9\n"u8, this.bench.Directory.Read("g"));
    }

    [Fact]
    public async Task Tools_WhenTheFileHoldsANul_RefuseItAsBinaryButMoveIt()
    {
        byte[] before = [.. "first\r\n"u8, 0, 0xFF, .. "third"u8];
        this.bench.Directory.Write("f", before);
        var read = await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        Assert.Contains("is binary", read.Text, StringComparison.Ordinal);

        // Even a session that had seen it, as text, before.
        this.bench.Ledger.Saw(Assert.IsType<PathResolution.Inside>(this.bench.Workspace.ResolveForWriting("f")).Path, ContentHash.Of(before));
        var edited = await ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = "first", new_string = "1st" } } });
        var written = await ToolBench.CallAsync(this.bench.Write, new { path = "f", content = "text" });
        Assert.Contains("is binary", edited.Text, StringComparison.Ordinal);
        Assert.Contains("is binary", written.Text, StringComparison.Ordinal);
        await this.MoveAsync("f", "g");
        Assert.Equal(before, this.bench.Directory.Read("g"));
    }

    public void Dispose() => this.bench.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] FileWith(string encoding, int style, string first, string third)
    {
        var (mark, odd, ascii) = Encodings[encoding];
        var ends = Endings[style];
        return [.. mark, .. ascii.GetBytes($"{first} "), .. odd, .. ascii.GetBytes(ends[0]), .. odd, .. ascii.GetBytes($" second{ends[1]}{third} "), .. odd, .. ascii.GetBytes(ends[2])];
    }

    private async Task MoveAsync(string from, string to)
    {
        var moved = await ToolBench.CallAsync(new MoveTool(this.bench.Workspace, this.bench.Files, this.bench.Ledger), new { path = from, to });
        Assert.False(moved.IsError, moved.Text);
    }

    private async Task EditAsync(params (string Old, string New)[] edits)
    {
        var result = await ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = edits.Select(edit => new { old_string = edit.Old, new_string = edit.New }).ToArray() });
        Assert.False(result.IsError, result.Text);
    }
}
