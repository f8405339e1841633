using System.Runtime.Versioning;
using System.Text;
using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Workspaces.Disk;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>Somebody exchanges a directory for a link to the outside, over and over, while files in it are read and changed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PathGuardRaceTests
{
    private const int Names = 8;

    [Fact]
    public async Task Files_WhenDirectoriesAreSwappedForLinks_NothingOutsideIsReadOrWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the swapper exchanges names in one step");
        using var tree = new GuardedTree();
        for (var index = 0; index < Names; index++)
        {
            tree.AddOutside($"deep/f{index}");
            tree.AddOutside($"f{index}");
        }

        Directory.CreateDirectory(tree["root/d/deep"]);
        File.CreateSymbolicLink(tree["root/trap"], "../outside");
        var before = tree.Outside();
        var files = new DiskWorkspaceFiles();
        var workspace = tree.Workspace();
        var judged = NamesOf().Append("d").Select(name => workspace.ResolveForWriting(name)).OfType<PathResolution.Inside>().Select(inside => inside.Path).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var swaps = 0;
        var swapper = Task.Factory.StartNew(() => Swap(tree, ref swaps, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var random = new Random(FuzzSize.Seed);
        var tally = new RaceTally();
        for (var operation = 0; operation < FuzzSize.Races || Volatile.Read(ref swaps) < FuzzSize.Races || tally.Done < FuzzSize.Races / 10; operation++)
        {
            // Half of the paths were judged while all was well: against them only the opening itself helps.
            var path = random.Next(2) == 0 ? judged[random.Next(judged.Length)] : null as WorkspacePath?;
            path ??= workspace.ResolveForWriting(NamesOf().ElementAt(random.Next(2 * Names))) is PathResolution.Inside(var now) ? now : null;
            if (path is null)
            {
                tally.Refused++;
                continue;
            }

            await OperateAsync(path.Value, judged[random.Next(judged.Length)], files, random, tally);
        }

        await stop.CancelAsync();
        await swapper;
        Assert.Equal(before, tree.Outside());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{swaps} swaps, {tally.Done} operations done, {tally.Refused} refused, 0 outside (seed {FuzzSize.Seed})");
        Assert.True(tally.Refused >= FuzzSize.Races / 10, $"the race was none: {tally.Done} done, {tally.Refused} refused");
    }

    private static void Swap(GuardedTree tree, ref int swaps, CancellationToken stop)
    {
        using var root = UnixDirectory.Open(tree.Root);
        while (!stop.IsCancellationRequested)
        {
            Assert.True(root.TryExchange("d", "trap"));
            Interlocked.Increment(ref swaps);
            Thread.SpinWait(swaps % 7 * 2000);
        }
    }

    private static IEnumerable<string> NamesOf() => Enumerable.Range(0, Names).SelectMany(index => (string[])[$"d/f{index}", $"d/deep/f{index}"]);

    private static async Task OperateAsync(WorkspacePath path, WorkspacePath target, DiskWorkspaceFiles files, Random random, RaceTally tally)
    {
        var token = TestContext.Current.CancellationToken;
        try
        {
            var present = await files.ReadAsync(path, token);
            GuardedTree.AssertInside(present);
            switch (random.Next(4))
            {
                case 0 when present is not null:
                    await files.DeleteAsync(path, present.Hash, token);
                    break;
                case 1 when present is not null:
                    await files.MoveAsync(path, target, present.Hash, token);
                    break;
                default:
                    await files.WriteAsync(path, Encoding.UTF8.GetBytes($"inside {random.Next()}"), present?.Hash, token);
                    break;
            }

            tally.Done++;
        }
        catch (WorkspaceFileException)
        {
            tally.Refused++;
        }
    }

    private sealed class RaceTally
    {
        public int Done { get; set; }

        public int Refused { get; set; }
    }
}
