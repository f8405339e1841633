using System.Text;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

public sealed class EditToolTests : IDisposable
{
    private readonly ToolBench bench = new();

    [Fact]
    public async Task Edit_WhenUnique_ChangesOnlyThatAndShowsDiff()
    {
        await this.SeenAsync("a.txt", "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7");
        var result = await this.EditAsync("a.txt", new { old_string = "4\n5", new_string = "4\nfive\nmore" });
        Assert.False(result.IsError, result.Text);
        Assert.Equal("1\r\n2\r\n3\r\n4\r\nfive\r\nmore\r\n6\r\n7", this.bench.Directory.ReadText("a.txt"));
        Assert.Equal(
            "Edited a.txt (+2 -1 lines).\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n+more\n 6\n 7\n\\ No newline at end of file\n",
            result.Text);
        Assert.Equal("1\n2\n3\n4\nfive\nmore\n6\n7", Assert.Single(result.Diffs).NewText);
    }

    [Fact]
    public async Task Edit_WhenNeverRead_IsRefused()
    {
        this.bench.Directory.Write("a.txt", "x");
        var result = await this.EditAsync("a.txt", new { old_string = "x", new_string = "y" });
        Assert.Contains("read it first", result.Text);
        Assert.Equal("x", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Edit_WhenChangedSinceRead_ShowsFreshRegionThenAccepts()
    {
        await this.SeenAsync("a.txt", "a\nb\nc\n");
        this.bench.Directory.Write("a.txt", "a\nB\nc\nnew\n");
        var stale = await this.EditAsync("a.txt", new { old_string = "c", new_string = "d" });
        Assert.True(stale.IsError);
        Assert.Contains("changed since you read it", stale.Text);
        Assert.Contains("\n2\tB\n", stale.Text);
        var again = await this.EditAsync("a.txt", new { old_string = "c", new_string = "d" });
        Assert.False(again.IsError, again.Text);
        Assert.Equal("a\nB\nd\nnew\n", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Edit_WhenNotFound_ShowsClosestRegion()
    {
        await this.SeenAsync("a.cs", "class A\n{\n    int Count() => 1;\n}\n");
        var result = await this.EditAsync("a.cs", new { old_string = "int Count() => 2;", new_string = "x" });
        Assert.True(result.IsError);
        Assert.Contains("\n3\t    int Count() => 1;", result.Text);
    }

    [Fact]
    public async Task Edit_WhenNothingIsAlike_ShowsNoRegion()
    {
        await this.SeenAsync("a.cs", "class A\n{\n    int Count() => 1;\n}\n");
        var result = await this.EditAsync("a.cs", new { old_string = "zzzz", new_string = "x" });
        Assert.Contains("Nothing in the file resembles it", result.Text);
        Assert.DoesNotContain("class A", result.Text);
    }

    [Fact]
    public async Task Edit_WhenChangeIsLong_GivesItsPlaceOnly()
    {
        await this.SeenAsync("a.txt", "alpha\nbeta\n");
        var added = string.Concat(Enumerable.Range(1, 300).Select(i => $"line number {i}\n"));
        var result = await this.EditAsync("a.txt", new { old_string = "beta\n", new_string = added });
        Assert.Equal("Edited a.txt (+300 -1 lines).\n@@ -1,2 +1,301 @@\n", result.Text);
    }

    [Fact]
    public async Task Edit_WhenLineNumbersCopied_SaysSo()
    {
        await this.SeenAsync("a.txt", "alpha\nbeta\n");
        var result = await this.EditAsync("a.txt", new { old_string = "1\talpha", new_string = "x" });
        Assert.Contains("Leave out the line numbers", result.Text);
    }

    [Fact]
    public async Task Edit_WhenAmbiguous_NamesLines()
    {
        await this.SeenAsync("a.txt", "x\ny\nx\n");
        var result = await this.EditAsync("a.txt", new { old_string = "x", new_string = "z" });
        Assert.Contains("occurs 2 times (lines 1, 3)", result.Text);
        var all = await this.EditAsync("a.txt", new { old_string = "x", new_string = "z", replace_all = true });
        Assert.False(all.IsError, all.Text);
        Assert.Equal("z\ny\nz\n", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Edit_WhenOneOfManyFails_AppliesNone()
    {
        await this.SeenAsync("a.txt", "one two\n");
        var result = await this.EditAsync(
            "a.txt",
            new { old_string = "one", new_string = "1" },
            new { old_string = "three", new_string = "3" });
        Assert.StartsWith("Edit 2 of 2: old_string was not found.", result.Text);
        Assert.Equal("one two\n", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Edit_WhenMany_AppliesInOrder()
    {
        await this.SeenAsync("a.txt", "one\n");
        var result = await this.EditAsync(
            "a.txt",
            new { old_string = "one", new_string = "two" },
            new { old_string = "two", new_string = "three" });
        Assert.False(result.IsError, result.Text);
        Assert.Equal("three\n", this.bench.Directory.ReadText("a.txt"));
    }

    [Theory]
    [InlineData("x", "x", "the same")]
    [InlineData("", "x", "empty")]
    public async Task Edit_WhenItWouldChangeNothingOrEverything_IsRefused(string oldString, string newString, string reason)
    {
        await this.SeenAsync("a.txt", "x\n");
        var result = await this.EditAsync("a.txt", new { old_string = oldString, new_string = newString });
        Assert.True(result.IsError);
        Assert.Contains(reason, result.Text);
    }

    [Fact]
    public async Task Edit_WhenCharacterDoesNotFitEncoding_IsRefused()
    {
        this.bench.Directory.Write("a.txt", [0x63, 0xE9, 0x0A]);
        await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        foreach (var character in new[] { "\u20AC", "\u00E4", "\u00E9\u00E9" })
        {
            var result = await this.EditAsync("a.txt", new { old_string = "c", new_string = character });
            Assert.True(result.IsError);
            Assert.Contains($"not U+{(int)character[0]:X4}", result.Text, StringComparison.Ordinal);
        }

        Assert.Equal([0x63, 0xE9, 0x0A], this.bench.Directory.Read("a.txt"));
    }

    [Fact]
    public async Task Run_WhenFileChangedAfterPlanning_WritesNothing()
    {
        await this.SeenAsync("a.txt", "x\n");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(
            this.bench.Edit,
            new { path = "a.txt", edits = new[] { new { old_string = "x", new_string = "y" } } }));
        this.bench.Directory.Write("a.txt", "user\n");
        var result = await ToolBench.RunAsync(this.bench.Edit, plan);
        Assert.True(result.IsError);
        Assert.Equal("user\n", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Plan_WhenReady_SaysWhatItTouches()
    {
        await this.SeenAsync("src/Foo.cs", "a\nb\n");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(
            this.bench.Edit,
            new { path = "src/Foo.cs", edits = new[] { new { old_string = "b", new_string = "c" } } }));
        Assert.False(plan.IsReadOnly);
        Assert.Equal(ToolKind.Edit, plan.Kind);
        Assert.Equal(["edit(src/Foo.cs)"], plan.OfferedGrants.Select(grant => grant.Pattern));
        Assert.Equal([new PermissionSubject.Path(this.bench.Directory["src/Foo.cs"], "src/Foo.cs", true)], plan.Subjects);
        Assert.Equal("src/Foo.cs", Assert.IsType<ToolAccess.Write>(Assert.Single(plan.Accesses)).Path.Relative);
        Assert.Equal(2, Assert.Single(plan.Locations).Line);
        Assert.Equal("a\nb\n", this.bench.Directory.ReadText("src/Foo.cs"));
    }

    [Fact]
    public async Task Plan_WhenNameReadsAsPattern_OffersNoGrantForIt()
    {
        await this.SeenAsync("[id].ts", "a\n");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(
            this.bench.Edit,
            new { path = "[id].ts", edits = new[] { new { old_string = "a", new_string = "c" } } }));
        Assert.Empty(plan.OfferedGrants);
    }

    [Fact]
    public async Task Write_WhenNew_CreatesWithDirectories()
    {
        var result = await ToolBench.CallAsync(this.bench.Write, new { path = "a/b/c.txt", content = "hi\n" });
        Assert.False(result.IsError, result.Text);
        Assert.Equal("hi\n"u8, this.bench.Directory.Read("a/b/c.txt"));
        Assert.Null(Assert.Single(result.Diffs).OldText);
    }

    [Fact]
    public async Task Write_WhenExistsUnread_IsRefused()
    {
        this.bench.Directory.Write("a.txt", "precious");
        var result = await ToolBench.CallAsync(this.bench.Write, new { path = "a.txt", content = "x" });
        Assert.True(result.IsError);
        Assert.Equal("precious", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Write_WhenChangedSinceRead_IsRefused()
    {
        await this.SeenAsync("a.txt", "old");
        this.bench.Directory.Write("a.txt", "precious");
        var result = await ToolBench.CallAsync(this.bench.Write, new { path = "a.txt", content = "x" });
        Assert.True(result.IsError);
        Assert.Equal("precious", this.bench.Directory.ReadText("a.txt"));
    }

    [Fact]
    public async Task Write_WhenReplacing_KeepsMarkAndLineEndings()
    {
        this.bench.Directory.Write("a.txt", Encoding.UTF8.GetBytes("\uFEFFa\r\nb\r\n"));
        await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        var result = await ToolBench.CallAsync(this.bench.Write, new { path = "a.txt", content = "a\nx\ny\n" });
        Assert.False(result.IsError, result.Text);
        Assert.Equal(Encoding.UTF8.GetBytes("\uFEFFa\r\nx\r\ny\r\n"), this.bench.Directory.Read("a.txt"));
    }

    public void Dispose() => this.bench.Dispose();

    private async Task SeenAsync(string path, string content)
    {
        this.bench.Directory.Write(path, content);
        var read = await ToolBench.CallAsync(this.bench.Read, new { path });
        Assert.False(read.IsError, read.Text);
    }

    private Task<ToolResult> EditAsync(string path, params object[] edits) => ToolBench.CallAsync(this.bench.Edit, new { path, edits });
}
