using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.LanguageServer.Documents;
using EditorAgent.Protocol.Tests.Doors;
using Xunit;

namespace EditorAgent.Protocol.Tests.LanguageServer;

/// <summary>Unsaved text is what the editor says it is, to the last UTF-16 unit.</summary>
public sealed class DocumentTests
{
    private static readonly string Folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
    private static readonly string File = Path.Combine(Folder, "lsp-documents", "a.cs");
    private static readonly string Address = new Uri(File).AbsoluteUri;

    [Fact]
    public async Task Changes_InEveryForm_AreAppliedOneAfterTheOther()
    {
        await using var bench = await LspBench.StartAsync();
        await bench.OpenAsync(Address, "one\r\ntwo 🎨 x\nthree");

        await this.ChangeAsync(bench, 2, Change(1, 6, 1, 7, "!"), Change(0, 3, 1, 0, "+"), Change(7, 0, 9, 9, "\nend"));
        await bench.SettleAsync();

        Assert.Equal(("one+two 🎨!x\nthree\nend", 2), this.Shown(bench));
    }

    [Fact]
    public async Task Change_OfTheWholeText_ReplacesIt()
    {
        await using var bench = await LspBench.StartAsync();
        await bench.OpenAsync(Address, "old");

        await this.ChangeAsync(bench, 5, """{"text":"new"}""", Change(0, 0, 0, 1, "N"));
        await bench.SettleAsync();

        Assert.Equal(("New", 5), this.Shown(bench));
    }

    [Theory]
    [InlineData("""{"range":{"start":{"line":0}},"text":"x"}""")]
    [InlineData("""{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}""")]
    public async Task Change_ThatCannotBeRead_LeavesTheDiskToSpeak(string change)
    {
        await using var bench = await LspBench.StartAsync();
        await bench.OpenAsync(Address, "old");

        await this.ChangeAsync(bench, 2, change);
        await bench.SettleAsync();

        Assert.Null(bench.Buffers.Find(File));
    }

    [Fact]
    public async Task Close_AndTheEndOfTheConnection_LeaveNothingOpen()
    {
        await using var bench = await LspBench.StartAsync();
        await bench.OpenAsync(Address, "a");
        await bench.OpenAsync(Address + "2", "b");
        await bench.OpenAsync("git:/w/a.cs", "c");
        await bench.NotifyAsync("textDocument/didClose", $$$"""{"textDocument":{"uri":"{{{Address}}}"}}""");
        await bench.SettleAsync();
        Assert.Equal([File + "2"], bench.Buffers.All.Select(document => document.Key));

        await bench.CloseInputAsync();
        await bench.Running.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);

        Assert.Empty(bench.Buffers.All);
    }

    /// <summary>The smallest edit makes exactly the new text, and splits neither a pair of surrogates nor a line's end.</summary>
    [Fact]
    public void Difference_OfAnyTwoTexts_MakesOneOfTheOther()
    {
        string[] pieces = ["a", "b", "\n", "\r\n", "\r", "🎨", "🎭", "é"];
        var random = new Random(20261121);
        for (var round = 0; round < 2_000; round++)
        {
            var from = Any();
            var to = Any();
            var (range, text) = TextLines.Difference(from, to);
            var start = TextLines.OffsetOf(from, range.Start);
            var end = TextLines.OffsetOf(from, range.End);

            Assert.Equal(to, string.Concat(from.AsSpan(0, start), text, from.AsSpan(end)));
            Assert.False(start > 0 && start < from.Length && char.IsLowSurrogate(from[start]) && char.IsHighSurrogate(from[start - 1]));
        }

        string Any() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    [Fact]
    public void Difference_OfOneChangedWord_IsThatWord() =>
        Assert.Equal((new TextRange(new TextPosition(1, 0), new TextPosition(1, 1)), "T"), TextLines.Difference("one\ntwo\nthree", "one\nTwo\nthree"));

    private (string? Text, int? Version) Shown(LspBench bench) => (bench.Buffers.Find(File)?.Text, bench.Buffers.Find(File)?.Version);

    private Task ChangeAsync(LspBench bench, int version, params string[] changes) => bench.NotifyAsync(
        "textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Address}}}","version":{{{version}}}},"contentChanges":[{{{string.Join(',', changes)}}}]}""");

    private static string Change(int line, int character, int toLine, int toCharacter, string text) =>
        $$$"""{"range":{"start":{"line":{{{line}}},"character":{{{character}}}},"end":{"line":{{{toLine}}},"character":{{{toCharacter}}}}},"text":{{{System.Text.Json.JsonSerializer.Serialize(text)}}}}""";
}
