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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var swaps = 0;
        var swapper = Task.Factory.StartNew(() => Swap(tree, ref swaps, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var random = new Random(FuzzSize.Seed);
        var files = new DiskWorkspaceFiles();
        var workspace = tree.Workspace();
        var tally = new RaceTally();
        for (var operation = 0; operation < FuzzSize.Races || Volatile.Read(ref swaps) < FuzzSize.Races; operation++)
        {
            await OperateAsync(workspace, files, random, tally);
        }

        await stop.CancelAsync();
        await swapper;
        Assert.Equal(before, tree.Outside());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{swaps} swaps, {tally.Done} operations done, {tally.Refused} refused, 0 outside (seed {FuzzSize.Seed})");
        Assert.True(tally.Done > 100 && tally.Refused > 100, $"the race was none: {tally.Done} done, {tally.Refused} refused");
    }

    private static void Swap(GuardedTree tree, ref int swaps, CancellationToken stop)
    {
        using var root = UnixDirectory.Open(tree.Root);
        while (!stop.IsCancellationRequested)
        {
            Assert.True(root.TryExchange("d", "trap"));
            Interlocked.Increment(ref swaps);
            Thread.SpinWait(swaps % 7 * 400);
        }
    }

    private static async Task OperateAsync(Workspace workspace, DiskWorkspaceFiles files, Random random, RaceTally tally)
    {
        var token = TestContext.Current.CancellationToken;
        var name = (random.Next(2) == 0 ? "d/" : "d/deep/") + $"f{random.Next(Names)}";
        if (workspace.ResolveForWriting(name) is not PathResolution.Inside(var path))
        {
            tally.Refused++;
            return;
        }

        try
        {
            var present = await files.ReadAsync(path, token);
            GuardedTree.AssertInside(present);
            switch (random.Next(4))
            {
                case 0 when present is not null:
                    await files.DeleteAsync(path, present.Hash, token);
                    break;
                case 1 when present is not null && workspace.ResolveForWriting(name + "-moved") is PathResolution.Inside(var target):
                    await files.MoveAsync(path, target, present.Hash, token);
                    await files.DeleteAsync(target, present.Hash, token);
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
