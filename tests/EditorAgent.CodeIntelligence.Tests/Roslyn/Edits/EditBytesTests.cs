using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

/// <summary>Whatever a file's bytes are, those that an edit does not speak of stay.</summary>
public sealed class EditBytesTests : IDisposable
{
    private static readonly string[] Endings = ["\n", "\r\n", "\r"];

    private readonly EditWorkspace workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.workspace.Dispose();

    [Fact]
    public async Task ReplaceSymbol_InAnyEncodingWithAnyLineEndings_KeepsEveryOtherByte()
    {
        var encodings = new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true) };
        var cases =
            from encoding in Gen.Elements(encodings)
            from endings in Gen.Elements(Endings).ArrayOf(24)
            from isMixed in Gen.Elements(true, false)
            from isClosed in Gen.Elements(true, false)
            from members in Gen.Choose(1, 5)
            from target in Gen.Choose(0, members - 1)
            select (encoding, endings: isMixed ? endings : [.. Enumerable.Repeat(endings[0], 24)], isClosed, members, target);

        foreach (var (encoding, endings, isClosed, members, target) in cases.Sample(150, 300))
        {
            var lines = new List<string> { "// ä € 𝄞", "class A", "{" };
            for (var member = 0; member < members; member++)
            {
                lines.AddRange([$"    int M{member}()", "    {", $"        return {member};", "    }"]);
            }

            lines.Add("}");
            var before = Bytes(encoding, lines, endings, isClosed);
            var changed = 3 + (target * 4) + 2;
            lines[changed] = "        return 99;";
            var expected = Bytes(encoding, lines, endings, isClosed);
            this.workspace.Write("a.cs", before);

            await this.workspace.ApplyAsync(Token, new CodeEdit("replace_symbol") { Symbol = $"A.M{target}()", Text = $"int M{target}()\n{{\n    return 99;\n}}" });

            Assert.Equal(expected, File.ReadAllBytes(this.workspace.PathOf("a.cs")));
        }
    }

    [Fact]
    public async Task AddMember_InAnyEncodingWithAnyLineEndings_OnlyAddsBytes()
    {
        var encodings = new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true) };
        var cases =
            from encoding in Gen.Elements(encodings)
            from endings in Gen.Elements("\n", "\r\n").ArrayOf(10)
            from isClosed in Gen.Elements(true, false)
            select (encoding, endings, isClosed);

        foreach (var (encoding, endings, isClosed) in cases.Sample(60, 100))
        {
            var before = Bytes(encoding, ["class A", "{", "    int a;", "    // b", "    int b;", "}"], endings, isClosed);
            this.workspace.Write("a.cs", before);

            await this.workspace.ApplyAsync(Token, new CodeEdit("add_member") { Symbol = "A", Text = "void M()\n{\n}", Where = "after a" });

            var after = File.ReadAllBytes(this.workspace.PathOf("a.cs"));
            var head = before.AsSpan().CommonPrefixLength(after);
            Assert.Equal(before[head..], after[^(before.Length - head)..]);
            Assert.Equal("class A\n{\n    int a;\n\n    void M()\n    {\n    }\n\n    // b\n    int b;\n}" + (isClosed ? "\n" : ""), TextContent.Decode(after)!.Text);
        }
    }

    [Fact]
    public async Task CreateFile_BesideFilesOfWindows_EndsItsLinesAsTheyDo()
    {
        this.workspace.Write("src/a.cs", "class A\r\n{\r\n}\r\n");

        await this.workspace.ApplyAsync(
            Token, new CodeEdit("create_file") { Path = "src/b.cs", Text = "class B\n{\n}" }, new CodeEdit("create_file") { Path = "new/c.cs", Text = "class C\n{\n}\n" });

        Assert.Equal("class B\r\n{\r\n}\r\n", this.workspace.Read("src/b.cs"));
        Assert.Equal("class C\n{\n}\n", this.workspace.Read("new/c.cs"));
    }

    [Fact]
    public async Task Edit_WhenABufferIsOpen_IsBasedOnTheBuffer()
    {
        this.workspace.Write("a.cs", "class A { int disk; }\n");
        this.workspace.Buffers.Add(new OpenBuffer(this.workspace.PathOf("a.cs"), "class A\r\n{\r\n    int buffer;\r\n}\r\n", new string('b', 64)));

        var proposal = await this.workspace.PlanAsync(Token, new CodeEdit("replace_text") { Path = "a.cs", Old = "int buffer", Text = "int value" });

        var file = Assert.Single(proposal.Files);
        Assert.Equal(new string('b', 64), file.Hash);
        Assert.Equal(new ProposedChange("class A\n{\n    int ".Length, "buffer".Length, "value"), Assert.Single(file.Changes));
    }

    [Fact]
    public async Task Edit_OfALargeFile_ChangesOnlyItsPlace()
    {
        var text = "class A\n{\n" + string.Concat(Enumerable.Range(0, 100_000).Select(number => $"    int Value{number:D6} => {number};   // {new string('x', 20)}\n")) + "}\n";
        Assert.True(text.Length > 5_000_000);
        this.workspace.Write("a.cs", text);

        var proposal = await this.workspace.PlanAsync(Token, new CodeEdit("replace_symbol") { Symbol = "A.Value070000", Text = "int Value070000 => -1;" });

        Assert.Equal(new ProposedChange(text.IndexOf("70000;   ", StringComparison.Ordinal), 5, "-1"), Assert.Single(Assert.Single(proposal.Files).Changes));
    }

    [Fact]
    public async Task DeleteAndCreate_InOneBatch_AreBothProposed()
    {
        var hash = this.workspace.Write("a.cs", "class A { }\n");

        var proposal = await this.workspace.PlanAsync(Token, new CodeEdit("delete_file") { Path = "a.cs" }, new CodeEdit("create_file") { Path = "b.cs", Text = "class A { }\n" });

        Assert.Equal(new ProposedFile(this.workspace.PathOf("a.cs"), hash) { IsDeleted = true }, proposal.Files[0]);
        Assert.Equal((this.workspace.PathOf("b.cs"), null), (proposal.Files[1].Path, proposal.Files[1].Hash));
    }

    private static byte[] Bytes(Encoding encoding, List<string> lines, string[] endings, bool isClosed)
    {
        var text = new StringBuilder();
        for (var line = 0; line < lines.Count; line++)
        {
            text.Append(lines[line]).Append(line < lines.Count - 1 || isClosed ? endings[line] : "");
        }

        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
    }
}
