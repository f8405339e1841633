using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Images;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Tests.Images;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

public sealed class ReadToolTests : IDisposable
{
    private readonly ToolBench bench = new();

    [Fact]
    public async Task Read_WhenTextFile_NumbersLines()
    {
        this.bench.Directory.Write("a.txt", "one\r\ntwo\r\n");
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        Assert.Equal("1\tone\n2\ttwo\n(2 lines in all; end of file)", result.Text);
    }

    [Fact]
    public async Task Read_WhenLimited_TellsHowToContinue()
    {
        this.bench.Directory.Write("a.txt", string.Concat(Enumerable.Range(1, 50).Select(i => $"line {i}\n")));
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt", offset = 10, limit = 2 });
        Assert.Equal("10\tline 10\n11\tline 11\n(50 lines in all; continue with offset 12)", result.Text);
    }

    [Fact]
    public async Task Read_WhenManyLines_StopsAtThousand()
    {
        this.bench.Directory.Write("a.txt", string.Concat(Enumerable.Range(1, 1500).Select(i => $"{i}\n")));
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        Assert.EndsWith("\n1000\t1000\n(1500 lines in all; continue with offset 1001)", result.Text);
    }

    [Fact]
    public async Task Read_WhenLineIsLong_CutsItWithoutSplittingACharacter()
    {
        this.bench.Directory.Write("a.txt", new string('x', 1999) + "😀" + new string('y', 10));
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        Assert.Contains(new string('x', 1999) + "... [line cut, 12 more characters]", result.Text);
        Assert.Contains("no newline after the last", result.Text);
    }

    [Fact]
    public async Task Read_WhenHugeLines_StaysBelowTheLimitOfOutput()
    {
        this.bench.Directory.Write("a.txt", string.Concat(Enumerable.Repeat(new string('x', 1900) + "\n", 500)));
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        Assert.InRange(result.Text.Length, 40_000, new LoopSettings().ToolOutputLimit);
        Assert.Contains("continue with offset", result.Text);
    }

    [Fact]
    public async Task Read_WhenPathHasBackslashes_SuggestsTheFile()
    {
        this.bench.Directory.Write("src/Invoice.cs", "x\n");
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = @"sources\Invoice.cs" });
        Assert.EndsWith("does not exist. Similar paths: src/Invoice.cs.", result.Text);
    }

    [Fact]
    public async Task Read_WhenBinary_NamesTypeAndSize()
    {
        this.bench.Directory.Write("a.png", [0x89, 0x50, 0x4E, 0x47, 0, 0, 1]);
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "a.png" });
        Assert.True(result.IsError);
        Assert.Equal("a.png is binary (PNG image, 7 bytes), not text.", result.Text);
    }

    [Fact]
    public async Task Read_WhenAnImage_ShowsItAsOne()
    {
        var image = SmallPng.Plain(20, 10);
        this.bench.Directory.Write("a.png", image);
        var tool = new ReadTool(this.bench.Workspace, this.bench.Files, this.bench.Ledger, new ImageFitting(262_144, () => new ImageScaler()));

        var result = await ToolBench.CallAsync(tool, new { path = "a.png" });

        Assert.False(result.IsError);
        Assert.Equal("a.png: Png 20x10.", result.Text);
        Assert.Equal(image, result.Content.OfType<ContentPart.Image>().Single().Data.ToArray());
    }

    [Fact]
    public async Task Read_WhenDirectory_SuggestsList()
    {
        this.bench.Directory.Write("src/a.txt", "x");
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "src" });
        Assert.True(result.IsError);
        Assert.Contains("list", result.Text);
    }

    [Fact]
    public async Task Read_WhenMissing_NamesSimilarPaths()
    {
        this.bench.Directory.Write("src/deep/Invoice.cs", "x");
        this.bench.Directory.Write("src/Invoices.cs", "x");
        this.bench.Directory.Write("src/Unrelated.cs", "x");
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "src/invoice.cs" });
        Assert.True(result.IsError);
        Assert.Equal("src/invoice.cs does not exist. Similar paths: src/deep/Invoice.cs, src/Invoices.cs.", result.Text);
    }

    [Fact]
    public async Task Read_WhenOutsideOfWorkspace_IsRefused()
    {
        var result = await ToolBench.CallAsync(this.bench.Read, new { path = "/etc/passwd" });
        Assert.True(result.IsError);
        Assert.Contains("outside the workspace", result.Text);
    }

    [Fact]
    public async Task List_WhenGitIgnores_CountsInsteadOfShowing()
    {
        this.bench.Directory.Write(".gitignore", "bin/\n");
        this.bench.Directory.Write("bin/x.dll", "x");
        this.bench.Directory.Write("src/a/b/c.txt", "12345");
        File.CreateSymbolicLink(this.bench.Directory["link"], "src");
        var result = await ToolBench.CallAsync(new ListTool(this.bench.Workspace), new { depth = 3 });
        Assert.Equal("src/\n  a/\n    b/\n.gitignore 5 B\nlink -> src\n(1 ignored by git)", result.Text);
    }

    public void Dispose() => this.bench.Dispose();
}
