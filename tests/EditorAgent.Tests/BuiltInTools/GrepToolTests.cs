using System.Text;
using System.Text.RegularExpressions;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Tools;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

public sealed class GrepToolTests : IDisposable
{
    private readonly ToolBench bench = new();

    [Fact]
    public async Task Grep_WhenContent_GroupsByFileInOrder()
    {
        this.bench.Directory.Write("b.cs", "int x;\nvoid Foo();\n");
        this.bench.Directory.Write("a/c.cs", "Foo\r\nbar\r\nFoo bar\r\n");
        Assert.Equal("a/c.cs\n1:Foo\n3:Foo bar\nb.cs\n2:void Foo();", await this.GrepAsync(new { pattern = "Foo" }));
        Assert.Equal("b.cs\n2:void Foo();", await this.GrepAsync(new { pattern = @"^void \w+\(\);$" }));
        Assert.Equal("a/c.cs: 2\nb.cs: 1", await this.GrepAsync(new { pattern = "foo", ignore_case = true, output = "count" }));
        Assert.Equal("a/c.cs\nb.cs", await this.GrepAsync(new { pattern = "Foo|nothing", output = "files" }));
    }

    [Fact]
    public async Task Grep_WhenNothingMatches_SaysHowMuchWasSearchedAndWhatMayBeWrong()
    {
        this.bench.Directory.Write("a.cs", "Foo\n");
        this.bench.Directory.Write("src/b.cs", "bar\n");
        Assert.Equal("No matches in 2 files.", await this.GrepAsync(new { pattern = "foo" }));
        Assert.Equal("No matches in 1 file.", await this.GrepAsync(new { pattern = "foo", path = "src" }));
        Assert.Equal("No matches: there is no text file in the workspace that the glob matches.", await this.GrepAsync(new { pattern = "Foo", glob = "*.ts" }));
        Assert.EndsWith("alternatives are separated by | alone.", await this.GrepAsync(new { pattern = @"Foo\|bar" }));
        Assert.EndsWith("belongs into glob.", await this.GrepAsync(new { pattern = "Foo", path = "src/**" }));
    }

    [Fact]
    public async Task Glob_WhenPatternIsAbsolute_IsMeantFromTheSearchedDirectory()
    {
        this.bench.Directory.Write("src/deep/b.cs", "bar\n");
        var root = this.bench.Workspace.Root;
        Assert.Equal("src/deep/b.cs", await this.GlobAsync($"{root}/src/**/*.cs"));
        Assert.Equal("No files match.", await this.GlobAsync($"{root}/*.cs"));
        Assert.Equal("src/deep/b.cs\n1:bar", await this.GrepAsync(new { pattern = "bar", path = "src", glob = $"{root}/src/**/*.cs" }));
    }

    [Fact]
    public async Task Grep_WhenContext_ShowsEachLineOnce()
    {
        this.bench.Directory.Write("a.txt", string.Concat(Enumerable.Range(1, 12).Select(i => i is 3 or 4 or 10 ? $"hit {i}\n" : $"{i}\n")));
        Assert.Equal(
            "a.txt\n2-2\n3:hit 3\n4:hit 4\n5-5\n--\n9-9\n10:hit 10\n11-11",
            await this.GrepAsync(new { pattern = "hit", context = 1 }));
    }

    [Fact]
    public async Task Grep_WhenIgnoredBinaryOrInGit_SkipsIt()
    {
        this.bench.Directory.Write(".gitignore", "bin/\n");
        this.bench.Directory.Write("bin/a.txt", "needle");
        this.bench.Directory.Write(".git/x", "needle");
        this.bench.Directory.Write("b.dat", "needle\0");
        this.bench.Directory.Write("sub/c.txt", "needle");
        this.bench.Directory.Write("utf16.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\r\nneedle\r\n")]);
        File.CreateSymbolicLink(this.bench.Directory["link"], "bin");
        Assert.Equal("sub/c.txt\nutf16.txt", await this.GrepAsync(new { pattern = "needle", output = "files" }));
        Assert.Equal("sub/c.txt\n1:needle", await this.GrepAsync(new { pattern = "needle", path = "sub" }));
        Assert.Equal("sub/c.txt\n1:needle", await this.GrepAsync(new { pattern = "needle", glob = "**/{c,d}.*" }));
        Assert.Equal("utf16.txt\n2:needle", await this.GrepAsync(new { pattern = "needle", path = "utf16.txt" }));
    }

    [Fact]
    public async Task Grep_WhenMoreThanLimit_SaysHowMany()
    {
        this.bench.Directory.Write("a.txt", string.Concat(Enumerable.Repeat("x\n", 5)));
        this.bench.Directory.Write("b.txt", "x\n");
        Assert.Equal(
            "a.txt\n1:x\n2:x\n3:x\n(3 of 6 matching lines shown; narrow the search or raise limit)",
            await this.GrepAsync(new { pattern = "x", limit = 3 }));
    }

    [Fact]
    public async Task Grep_WhenLineIsLong_ShowsThePlaceOfTheMatch()
    {
        this.bench.Directory.Write("a.js", new string('x', 5000) + "needle" + new string('y', 5000));
        var text = await this.GrepAsync(new { pattern = "needle" });
        Assert.Contains("needle", text);
        Assert.InRange(text.Length, 300, 600);
    }

    [Theory]
    [InlineData("(", "Escape")]
    [InlineData("a\nb", "span lines")]
    public async Task Plan_WhenPatternIsNoUse_IsRefused(string pattern, string reason)
    {
        var plan = await ToolBench.PlanAsync(new GrepTool(this.bench.Workspace), new { pattern });
        Assert.Contains(reason, Assert.IsType<ToolPlan.Refused>(plan).Message);
    }

    [Fact]
    public async Task Plan_WhenGlobIsTooWide_IsRefusedRatherThanIgnored()
    {
        var glob = string.Concat(Enumerable.Repeat("{a,b}", 9));
        var plan = await ToolBench.PlanAsync(new GrepTool(this.bench.Workspace), new { pattern = "x", glob });
        Assert.Contains("too many alternatives", Assert.IsType<ToolPlan.Refused>(plan).Message);
    }

    [Fact]
    public async Task Grep_WhenLookAround_StillMatches()
    {
        this.bench.Directory.Write("a.txt", "foobar\nfoobaz\n");
        Assert.Equal("a.txt\n2:foobaz", await this.GrepAsync(new { pattern = "foo(?!bar)" }));
    }

    [Fact]
    public async Task Grep_WhenManyFilesInOneDirectory_FindsAll()
    {
        for (var index = 0; index < 200; index++)
        {
            this.bench.Directory.Write($"d/{index:000}.txt", "needle\n");
        }

        var text = await this.GrepAsync(new { pattern = "needle", output = "files" });
        Assert.Equal(Enumerable.Range(0, 200).Select(index => $"d/{index:000}.txt"), text.Split('\n'));
    }

    [Fact]
    public void RequiredLiterals_WhenPatternsAreRandom_OccurInEveryMatch() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Holds(new Random(seed))));

    [Fact]
    public async Task Glob_WhenMatching_ListsNewestFirst()
    {
        this.bench.Directory.Write("old.cs", "");
        this.bench.Directory.Write("src/new.cs", "");
        this.bench.Directory.Write("src/x.ts", "");
        this.bench.Directory.Write(".gitignore", "*.tmp.cs\n");
        this.bench.Directory.Write("a.tmp.cs", "");
        File.SetLastWriteTimeUtc(this.bench.Directory["old.cs"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("src/new.cs\nold.cs", await this.GlobAsync("*.cs"));
        Assert.Equal("src/new.cs", await this.GlobAsync("src/**/*.cs"));
        Assert.Equal("old.cs", await this.GlobAsync("/*.cs"));
        Assert.Equal("No files match.", await this.GlobAsync("*.md"));
    }

    public void Dispose() => this.bench.Dispose();

    private static void Holds(Random random)
    {
        string[] parts = ["a", "b", "k", "ab", ".", "*", "+", "?", "|", "(", ")", "[ab]", "[^a]", @"\.", @"\w", "{2}", "{0,1}", "{", "^", "$", "(?:", "é", @"\b"];
        var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => parts[random.Next(parts.Length)]));
        var ignoreCase = random.Next(2) == 0;
        LinePattern parsed;
        Regex plain;
        try
        {
            parsed = LinePattern.Parse(pattern, ignoreCase);
            plain = new Regex(pattern, RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (ArgumentException)
        {
            return;
        }

        for (var round = 0; round < 30; round++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => "abkABK\u212Aé.{"[random.Next(10)]));
            var bytes = Encoding.UTF8.GetBytes(line);
            var possible = parsed.Literals.IsEmpty || parsed.Literals.Any(literal => literal.IndexIn(bytes) >= 0);
            var ours = possible && (parsed.IsPlain || parsed.IsMatch(line));
            Assert.True(plain.IsMatch(line) == ours, $"/{pattern}/ {(ignoreCase ? "i" : "")} on '{line}'");
        }
    }

    private async Task<string> GrepAsync(object arguments) => (await ToolBench.CallAsync(new GrepTool(this.bench.Workspace), arguments)).Text;

    private async Task<string> GlobAsync(string pattern) => (await ToolBench.CallAsync(new GlobTool(this.bench.Workspace), new { pattern })).Text;
}
