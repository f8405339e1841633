using System.Diagnostics;
using System.Runtime.Versioning;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.BuiltInTools;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>Names and kinds of files that are not what they seem.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PathSpellingTests : IDisposable
{
    private readonly ToolBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(@"\\host\share\x")]
    [InlineData(@"\\?\C:\x")]
    [InlineData(@"\??\C:\x")]
    [InlineData(@"\\.\C:")]
    [InlineData("C:x")]
    [InlineData(@"C:\x")]
    [InlineData("c:/x")]
    [InlineData("CON")]
    [InlineData("nul")]
    [InlineData("sub/COM1.txt")]
    [InlineData("LPT\u00B2")]
    [InlineData("aux .txt")]
    public void Resolve_WhenAFormOfWindows_IsRejected(string path)
    {
        Assert.Contains("Windows", Assert.IsType<PathResolution.Rejected>(this.bench.Workspace.ResolveForReading(path)).Message);
        Assert.Contains("Windows", Assert.IsType<PathResolution.Rejected>(this.bench.Workspace.ResolveForWriting(path)).Message);
    }

    [Theory]
    [InlineData("nul")]
    [InlineData("a:b")]
    [InlineData("back\\slash")]
    public async Task Read_WhenSuchAFileExistsHere_Works(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such file can be made there");
        this.bench.Directory.Write(name, "text\n");
        var read = await ToolBench.CallAsync(this.bench.Read, new { path = name });
        Assert.False(read.IsError, read.Text);
        Assert.False((await ToolBench.CallAsync(this.bench.Write, new { path = name, content = "new\n" })).IsError);
    }

    [Theory]
    [InlineData("a.txt:stream")]
    [InlineData("a.txt.")]
    [InlineData("a.txt ")]
    [InlineData("dir./a.txt")]
    [InlineData("PROGRA~1")]
    [InlineData("REPORT~1.TXT")]
    public async Task Plan_WhenANewNameIsAnotherOnWindows_APersonIsAsked(string path)
    {
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(this.bench.Write, new { path, content = "x" }));
        Assert.Equal([PermissionMarks.NameOfAnother], plan.Cautions);
    }

    [Theory]
    [InlineData(@"src\a.cs")]
    [InlineData(@"..\outside")]
    public async Task Plan_WhenANewNameHoldsABackslash_IsRefused(string path) =>
        Assert.Contains("backslash", Assert.IsType<ToolPlan.Refused>(await ToolBench.PlanAsync(this.bench.Write, new { path, content = "x" })).Message);

    [Theory]
    [InlineData("-rf")]
    [InlineData("--output=C")]
    [InlineData("; touch C")]
    [InlineData("$(touch C)")]
    [InlineData("a\nb")]
    [InlineData("a\u001B[31mb")]
    public async Task Write_WhenTheNameIsHostile_ItIsAName(string path)
    {
        Assert.False((await ToolBench.CallAsync(this.bench.Write, new { path, content = "x" })).IsError);
        Assert.Equal("x", this.bench.Directory.ReadText(path));
        Assert.Contains("1\tx", (await ToolBench.CallAsync(this.bench.Read, new { path })).Text, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(this.bench.Directory.Path));
    }

    [Fact]
    public async Task Write_WhenTheNameIsAsLongAsItMayBe_Works()
    {
        var longest = string.Concat(Enumerable.Repeat("\u00E4", 127)) + "x";
        Assert.False((await ToolBench.CallAsync(this.bench.Write, new { path = longest, content = "x" })).IsError);
        Assert.Contains("too long", (await ToolBench.CallAsync(this.bench.Write, new { path = longest + "y", content = "x" })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenTheFileHasAnotherName_AsksAndLeavesTheOtherAlone()
    {
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        await File.WriteAllTextAsync($"{outside}/f", "text\n", Token);
        using (var ln = Process.Start("ln", [$"{outside}/f", this.bench.Directory["f"]]))
        {
            await ln.WaitForExitAsync(Token);
        }

        await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        var plan = Assert.IsType<ToolPlan.Ready>(
            await ToolBench.PlanAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = "text", new_string = "new" } } }));
        Assert.Equal([PermissionMarks.LinkCount(2)], plan.Cautions);
        Assert.False((await ToolBench.RunAsync(this.bench.Edit, plan)).IsError);
        Assert.Equal("new\n", this.bench.Directory.ReadText("f"));
        Assert.Equal("text\n", await File.ReadAllTextAsync($"{outside}/f", Token));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Write_WhenAPipeOrADevice_IsRefusedAtOnce()
    {
        using (var mkfifo = Process.Start("mkfifo", [this.bench.Directory["pipe"]]))
        {
            await mkfifo.WaitForExitAsync(Token);
        }

        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(this.bench.Directory["socket"]));
        foreach (var path in (string[])["pipe", "socket"])
        {
            Assert.Contains("not a regular file", (await ToolBench.CallAsync(this.bench.Write, new { path, content = "x" })).Text, StringComparison.Ordinal);
            Assert.Contains("not a regular file", (await ToolBench.CallAsync(this.bench.Read, new { path })).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("file", "leads outside")]
    [InlineData("dir/f", "leads outside")]
    [InlineData("dir/new", "leads outside")]
    [InlineData("dangling", "link whose target does not exist")]
    [InlineData("loop", "loop of links")]
    [InlineData("chain0", "loop of links")]
    public async Task Call_WhenALinkLeadsOut_IsRefusedAndNothingChanges(string path, string reason)
    {
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        await File.WriteAllTextAsync($"{outside}/f", "secret", Token);
        File.CreateSymbolicLink(this.bench.Directory["file"], $"{outside}/f");
        File.CreateSymbolicLink(this.bench.Directory["dir"], outside);
        File.CreateSymbolicLink(this.bench.Directory["dangling"], $"{this.bench.Directory.Path}/none");
        File.CreateSymbolicLink(this.bench.Directory["loop"], "loop");
        this.bench.Directory.Write("chain41", "end");
        for (var index = 40; index >= 0; index--)
        {
            File.CreateSymbolicLink(this.bench.Directory[$"chain{index}"], $"chain{index + 1}");
        }

        Assert.Contains(reason, (await ToolBench.CallAsync(this.bench.Read, new { path })).Text, StringComparison.Ordinal);
        Assert.Contains(reason, (await ToolBench.CallAsync(this.bench.Write, new { path, content = "x" })).Text, StringComparison.Ordinal);
        Assert.Equal(["f"], Directory.EnumerateFiles(outside).Select(Path.GetFileName));
        Assert.Equal("secret", await File.ReadAllTextAsync($"{outside}/f", Token));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Plan_WhenALinkStaysInside_TheRulesSeeBothPaths()
    {
        this.bench.Directory.Write(".vscode/tasks.json", "{}");
        File.CreateSymbolicLink(this.bench.Directory["innocent"], ".vscode");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(this.bench.Write, new { path = "innocent/new.json", content = "{}" }));
        var subject = Assert.IsType<PermissionSubject.Path>(Assert.Single(plan.Subjects));
        Assert.Equal((".vscode/new.json", "innocent/new.json"), (subject.Relative, subject.Lexical));
    }

    public void Dispose() => this.bench.Dispose();
}
