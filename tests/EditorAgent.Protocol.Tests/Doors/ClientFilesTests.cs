using System.Text;
using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ClientFilesTests
{
    private const string Edit = """
        turns:
          - answer: {calls: [{tool: read, arguments: {path: a.txt}}]}
          - answer: {calls: [{tool: edit, arguments: {path: a.txt, edits: [{old_string: unsaved, new_string: changed}]}}]}
          - answer: {text: Done.}
        """;

    [Fact]
    public async Task Edit_WhenTheEditorHoldsUnsavedText_ReadsAndWritesThroughTheEditor()
    {
        await using var bench = Start(Edit);
        var editor = new Editor(bench) { Text = "one\nunsaved\n" };
        await RunAsync(bench, "zed", "one\nsaved\n"u8.ToArray());

        Assert.Equal("one\nchanged\n", editor.Text);
        Assert.Equal("one\nsaved\n", await TextAsync(bench));
        var diff = bench.Updates("tool_call").Single(call => call.GetProperty("kind").GetString() == "edit").GetProperty("content")[0];
        Assert.Equal("one\nunsaved\n", diff.GetProperty("oldText").GetString());
    }

    [Fact]
    public async Task Edit_WhenTheClientOffersNoFiles_NeverAsksIt()
    {
        await using var bench = Start(Edit);
        await RunAsync(bench, "minimal", "one\nunsaved\n"u8.ToArray());
        Assert.Equal("one\nchanged\n", await TextAsync(bench));
        Assert.DoesNotContain(bench.Seen, frame => MethodOf(frame)?.StartsWith("fs/", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Edit_WhenTheClientDoesNotKnowTheFile_GoesToTheDisk()
    {
        await using var bench = Start(Edit);
        var editor = new Editor(bench) { Text = null };
        await RunAsync(bench, "zed", "one\nunsaved\n"u8.ToArray());
        Assert.Null(editor.Text);
        Assert.Equal("one\nchanged\n", await TextAsync(bench));
    }

    [Fact]
    public async Task Edit_WhenTheFileHasAByteOrderMark_KeepsItOnTheDisk()
    {
        await using var bench = Start(Edit);
        var editor = new Editor(bench) { Text = "one\nunsaved\n" };
        await RunAsync(bench, "zed", [0xEF, 0xBB, 0xBF, .. "one\nunsaved\n"u8]);
        Assert.Equal("one\nunsaved\n", editor.Text);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "one\nchanged\n"u8], await File.ReadAllBytesAsync(Path.Combine(bench.Workspace, "a.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Edit_WhenTheUserTypesWhileBeingAsked_IsRefusedAsStale()
    {
        await using var bench = Start(Edit);
        var editor = new Editor(bench) { Text = "one\nunsaved\n" };
        editor.BeforeAllow = () => editor.Text = "one\nunsaved\nand more\n";
        await RunAsync(bench, "zed", "one\nsaved\n"u8.ToArray());
        Assert.Equal("one\nunsaved\nand more\n", editor.Text);
        Assert.Equal("failed", bench.Updates("tool_call_update")[^1].GetProperty("status").GetString());
    }

    private static async Task RunAsync(AcpDoorBench bench, string profile, byte[] onDisk)
    {
        await File.WriteAllBytesAsync(Path.Combine(bench.Workspace, "a.txt"), onDisk, TestContext.Current.CancellationToken);
        if (profile == "minimal")
        {
            bench.Answer = _ => """ "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}} """;
        }

        var session = await bench.NewSessionAsync(profile);
        Assert.True((await bench.PromptAsync(session, "go")).TryGetProperty("result", out _));
    }

    private static Task<string> TextAsync(AcpDoorBench bench) =>
        File.ReadAllTextAsync(Path.Combine(bench.Workspace, "a.txt"), Encoding.UTF8, TestContext.Current.CancellationToken);

    /// <summary>An editor with one buffer; null text means that it does not know the file.</summary>
    private sealed class Editor
    {
        public Editor(AcpDoorBench bench) => bench.Answer = this.Answer;

        public string? Text { get; set; }

        public Action? BeforeAllow { get; set; }

        private string? Answer(JsonElement frame)
        {
            switch (MethodOf(frame))
            {
                case "fs/read_text_file":
                    return this.Text is null
                        ? """ "error":{"code":-32002,"message":"not found"} """
                        : $$""" "result":{"content":{{Json(this.Text)}}} """;
                case "fs/write_text_file" when this.Text is null:
                    return """ "error":{"code":-32603,"message":"cannot"} """;
                case "fs/write_text_file":
                    this.Text = frame.GetProperty("params").GetProperty("content").GetString();
                    return """ "result":null """;
                case "session/request_permission":
                    this.BeforeAllow?.Invoke();
                    return """ "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}} """;
                default:
                    return null;
            }
        }
    }
}
