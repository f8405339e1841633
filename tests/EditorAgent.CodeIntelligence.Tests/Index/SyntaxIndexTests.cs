using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index;

public sealed class SyntaxIndexTests : IDisposable
{
    private readonly TemporaryWorkspace workspace = new();

    [Fact]
    public async Task Current_WhenFilesAreSkippedKinds_IndexesOnlyTheOthers()
    {
        this.workspace.Write(".gitignore", "generated/\n*.g.cs\n");
        foreach (var path in (string[])["bin/A.cs", "obj/A.cs", ".git/A.cs", ".vs/A.cs", "node_modules/x/A.cs", "artifacts/A.cs", "generated/A.cs", "src/A.g.cs", "src/A.txt"])
        {
            this.workspace.Write(path, "class No;");
        }

        this.workspace.Write("src/A.cs", "class Yes;");
        await using var index = this.Open();

        var snapshot = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Yes", Assert.Single(snapshot.All).Declaration.Name);
    }

    [Fact]
    public async Task Current_WhenFilesChangeComeAndGo_FollowsAndKeepsTheRest()
    {
        this.workspace.Write("A.cs", "class A;");
        this.workspace.Write("B.cs", "class B;");
        this.workspace.Write("C.cs", "class C;");
        await using var index = this.Open();
        var before = await index.CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Same(before, await index.CurrentAsync(TestContext.Current.CancellationToken));

        File.WriteAllText(this.workspace.Full("B.cs"), "class B2;");
        File.Delete(this.workspace.Full("C.cs"));
        this.workspace.Write("D.cs", "class D;");
        var after = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["A", "B2", "D"], after.All.Select(located => located.Declaration.Name));
        Assert.Same(before.Files[0], after.Files[0]);
        Assert.Equal(["A", "B", "C"], before.All.Select(located => located.Declaration.Name));
    }

    [Fact]
    public async Task Current_WhenContentChangesWithinOneClockTick_SeesIt()
    {
        var time = new FixedTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var path = this.workspace.Write("A.cs", "class A;");
        File.SetLastWriteTimeUtc(path, time.Now.UtcDateTime);
        await using var index = new SyntaxIndex(this.workspace.Root, this.workspace.Cache, time);
        await index.CurrentAsync(TestContext.Current.CancellationToken);

        File.WriteAllText(path, "class B;");
        File.SetLastWriteTimeUtc(path, time.Now.UtcDateTime);
        var after = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal("B", Assert.Single(after.All).Declaration.Name);
    }

    [Fact]
    public async Task Current_WhenFileIsOnlyTouched_KeepsItsDeclarations()
    {
        var path = this.workspace.Write("A.cs", "class A;");
        await using var index = this.Open();
        var before = await index.CurrentAsync(TestContext.Current.CancellationToken);

        File.SetLastWriteTimeUtc(path, new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        var after = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Same(before.Files[0].Declarations[0], after.Files[0].Declarations[0]);
        Assert.NotEqual(before.Files[0].Stamp, after.Files[0].Stamp);
    }

    [Fact]
    public async Task Current_WhenBufferIsOpen_ItWinsUntilItIsClosed()
    {
        var path = this.workspace.Write("A.cs", "class OnDisk;");
        var unsaved = this.workspace.Full("New.cs");
        await using var index = this.Open();

        await index.BuffersAsync([Buffer(path, "class InEditor;"), Buffer(unsaved, "class Unsaved;")], TestContext.Current.CancellationToken);
        var open = await index.CurrentAsync(TestContext.Current.CancellationToken);
        await index.BuffersAsync([new OpenBuffer(path, null, null), new OpenBuffer(unsaved, null, null)], TestContext.Current.CancellationToken);
        var closed = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["InEditor", "Unsaved"], open.All.Select(located => located.Declaration.Name));
        Assert.Equal("class InEditor;", IndexSnapshot.Read(open.Files[0])?.Text);
        Assert.Equal(["OnDisk"], closed.All.Select(located => located.Declaration.Name));
    }

    [Fact]
    public async Task Current_WhenFilesAreHostile_NamesThemAndIndexesTheRest()
    {
        this.workspace.Write("Good.cs", "class Good;");
        File.WriteAllBytes(this.workspace.Full("Binary.cs"), [0, 1, 2, 0, 255]);
        this.workspace.Write("Large.cs", "class Large { string s = \"" + new string('x', 5_000_000) + "\"; int After; }");
        this.workspace.Write("Deep.cs", string.Concat(Enumerable.Repeat("class A { int x = (((", 30_000)));
        this.workspace.Write("Brackets.cs", "class Brackets { int x = " + new string('[', 100_000));
        this.workspace.Write("Angles.cs", "class Angles { int x = " + string.Concat(Enumerable.Repeat("a<", 100_000)));
        this.workspace.Write("Quoted.cs", "class Quoted { string s = \"" + new string('[', 60) + "\"; bool b = " + string.Join(" && ", Enumerable.Repeat("1 < 2", 500)) + "; }\n");
        using (var huge = File.Create(this.workspace.Full("Huge.cs")))
        {
            huge.SetLength(SyntaxIndex.LargestFile + 1);
        }

        Directory.CreateDirectory(this.workspace.Full("Directory.cs"));
        await using var index = this.Open();

        var snapshot = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["Good"], snapshot.Named("Good").Select(located => located.Declaration.Name));
        Assert.Single(snapshot.Named("After"));
        Assert.Single(snapshot.Named("Quoted"));
        Assert.Equal("brackets nested too deep", snapshot.FilesAt("Brackets.cs")[0].Problem);
        Assert.Equal("brackets nested too deep", snapshot.FilesAt("Angles.cs")[0].Problem);
        Assert.Equal("not readable as text", snapshot.FilesAt("Binary.cs")[0].Problem);
        Assert.Equal("larger than 16 MB", snapshot.FilesAt("Huge.cs")[0].Problem);
        Assert.Same(snapshot, await index.CurrentAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Current_WhenLinksLoopOrLeaveTheWorkspace_DoesNotFollowThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        this.workspace.Write("src/A.cs", "class A;");
        this.workspace.Write("../outside/Secret.cs", "class Secret;");
        Directory.CreateSymbolicLink(this.workspace.Full("src/loop"), this.workspace.Root);
        Directory.CreateSymbolicLink(this.workspace.Full("out"), this.workspace.Full("../outside"));
        File.CreateSymbolicLink(this.workspace.Full("Link.cs"), this.workspace.Full("../outside/Secret.cs"));
        await using var index = this.Open();

        var snapshot = await index.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["A"], snapshot.All.Select(located => located.Declaration.Name));
    }

    [Fact]
    public async Task Current_WhenFileMayNotBeRead_NamesItAndReadsItOnceItMay()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Needs a user whom permissions stop.");
            return;
        }

        var path = this.workspace.Write("A.cs", "class A;");
        File.SetUnixFileMode(path, UnixFileMode.None);
        await using var index = this.Open();

        Assert.Equal("not readable as text", (await index.CurrentAsync(TestContext.Current.CancellationToken)).Files[0].Problem);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Single((await index.CurrentAsync(TestContext.Current.CancellationToken)).All);
    }

    [Fact]
    public async Task Current_WhenOpenedAgain_ReadsTheCacheAndSeesWhatChangedMeanwhile()
    {
        this.workspace.Write("A.cs", "namespace N; public class A<T> : B { [Fact] internal int M(string s, out int n) => 0; record R(int X); }");
        this.workspace.Write("B.cs", "class B;");
        await using (var first = this.Open())
        {
            await first.CurrentAsync(TestContext.Current.CancellationToken);
        }

        // Were it parsed again, the other text would show: only time and size are the same.
        this.workspace.Write("A.cs", "namespace M; public class Z<T> : B { [Fact] internal int M(string s, out int n) => 0; record R(int X); }");
        this.workspace.Write("B.cs", "class Changed;");
        await using var second = this.Open();
        var snapshot = await second.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["class N.A<T>", "N.A<T>.M(string, int)", "N.A<T>.R", "N.A<T>.R.R(int)", "N.A<T>.R.X", "class Changed"],
            snapshot.All.Select(located => located.Declaration).Select(declaration => declaration.Parent is null ? $"class {declaration.FullName}" : declaration.FullName));
        var method = snapshot.Named("M")[0].Declaration;
        Assert.Equal(("internal", "Fact", "B"), (method.Modifiers, method.Attributes[0], method.Parent!.Types[0]));
        Assert.Null(IndexSnapshot.Read(snapshot.Files[0]));
    }

    [Fact]
    public async Task Current_WhenCacheIsCorrupt_BuildsTheIndexAgain()
    {
        this.workspace.Write("A.cs", "class A;");
        await using (var first = this.Open())
        {
            await first.CurrentAsync(TestContext.Current.CancellationToken);
        }

        var file = Directory.GetFiles(this.workspace.Cache)[0];
        var good = File.ReadAllBytes(file);
        for (var length = 0; length < good.Length; length += 7)
        {
            File.WriteAllBytes(file, good[..length]);
            await AssertFindsAAsync();
        }

        for (var at = 0; at < good.Length; at += 5)
        {
            var bad = good.ToArray();
            bad[at] ^= 0x40;
            File.WriteAllBytes(file, bad);
            await AssertFindsAAsync();
        }

        async Task AssertFindsAAsync()
        {
            await using var index = this.Open();
            Assert.Equal("A", Assert.Single((await index.CurrentAsync(TestContext.Current.CancellationToken)).All).Declaration.Name);
        }
    }

    [Fact]
    public async Task Current_WhenItIsCancelled_StopsAndTheNextCallFinishes()
    {
        for (var file = 0; file < 200; file++)
        {
            this.workspace.Write($"F{file}.cs", $"class C{file} {{ {string.Concat(Enumerable.Range(0, 50).Select(number => $"int M{number}() => {number}; "))} }}");
        }

        await using var index = this.Open();
        using var cancelled = new CancellationTokenSource();
        var running = index.CurrentAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(200, (await index.CurrentAsync(TestContext.Current.CancellationToken)).Files.Length);
    }

    public void Dispose() => this.workspace.Dispose();

    private static OpenBuffer Buffer(string path, string text) => new(path, text, ContentHash.Of(Encoding.UTF8.GetBytes(text)).Value);

    private SyntaxIndex Open() => new(this.workspace.Root, this.workspace.Cache, TimeProvider.System);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
