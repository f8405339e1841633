using System.Runtime.Versioning;
using System.Text;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>Random operations on random trees of files, directories and links, with names that are spelled in many ways.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PathGuardFuzzTests
{
    private static readonly string[] Names =
    [
        "a", "A", "\u00E4", "a\u0308", "..", ".", "", "link", "b ", "b.", "c:stream", "..\\outside\\f", "\u2025", "%2e%2e", "-rf", "a\nb", "\u202Etxt", "f", "~", "CON",
    ];

    [Fact]
    public async Task Files_WhenTreesAndPathsAreRandom_NothingOutsideIsReadOrWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        var random = new Random(FuzzSize.Seed);
        var done = 0;
        for (var operations = 0; operations < FuzzSize.Operations; operations += 200)
        {
            using var tree = new GuardedTree();
            tree.AddOutside("f");
            tree.AddOutside("a/f");
            var before = tree.Outside();
            for (var count = random.Next(5, 25); count > 0; count--)
            {
                Grow(tree, random);
            }

            var workspace = tree.Workspace();
            var files = new DiskWorkspaceFiles();
            for (var count = 0; count < 200; count++)
            {
                done += await TryOperateAsync(tree, workspace, files, random) ? 1 : 0;
            }

            Assert.Equal(before, tree.Outside());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{FuzzSize.Operations} operations, {done} of them done, 0 outside (seed {FuzzSize.Seed})");
        Assert.True(done > FuzzSize.Operations / 10, $"only {done} operations did anything");
    }

    private static async Task<bool> TryOperateAsync(GuardedTree tree, Workspace workspace, DiskWorkspaceFiles files, Random random)
    {
        var token = TestContext.Current.CancellationToken;
        var name = RandomPath(tree, random);
        var writes = random.Next(3) > 0;
        if ((writes ? workspace.ResolveForWriting(name) : workspace.ResolveForReading(name)) is not PathResolution.Inside(var path))
        {
            return false;
        }

        try
        {
            var present = await files.ReadAsync(path, token);
            GuardedTree.AssertInside(present);
            if (random.Next(20) == 0)
            {
                // From here on the path leads elsewhere than when it was judged.
                Grow(tree, random, replaces: true);
            }

            switch (random.Next(writes ? 4 : 1))
            {
                case 0:
                    GuardedTree.AssertInside(await files.ReadAsync(path, token));
                    break;
                case 1 when present is not null:
                    await files.DeleteAsync(path, present.Hash, token);
                    break;
                case 2 when present is not null && workspace.ResolveForWriting(RandomPath(tree, random)) is PathResolution.Inside(var target):
                    await files.MoveAsync(path, target, present.Hash, token);
                    break;
                default:
                    await files.WriteAsync(path, Encoding.UTF8.GetBytes($"inside {random.Next()}"), present?.Hash, token);
                    break;
            }

            return true;
        }
        catch (WorkspaceFileException)
        {
            return false;
        }
    }

    private static string RandomPath(GuardedTree tree, Random random)
    {
        var names = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Names[random.Next(Names.Length)]));
        return random.Next(8) switch
        {
            0 => $"{tree.Root}/{names}",
            1 => $"{tree["outside"]}/{names}",
            2 => "../outside/" + names,
            _ => names,
        };
    }

    private static void Grow(GuardedTree tree, Random random, bool replaces = false)
    {
        var path = Path.GetFullPath(tree["root/" + string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)]))]);
        if (!path.StartsWith(tree.Root + "/", StringComparison.Ordinal) || LeadsOut(path, tree.Root))
        {
            return;
        }

        try
        {
            if (replaces && Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            switch (random.Next(4))
            {
                case 0:
                    Directory.CreateDirectory(path);
                    break;
                case 1:
                    File.WriteAllText(path, "inside");
                    break;
                default:
                    File.CreateSymbolicLink(path, random.Next(4) switch { 0 => tree["outside"], 1 => "../outside/f", 2 => ".", _ => tree["outside/a"] });
                    break;
            }
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            // Something has the name already, or a name on the way is a file.
        }
    }

    /// <summary>The test itself must not write through the links it has made.</summary>
    private static bool LeadsOut(string path, string root)
    {
        for (var part = Path.GetFullPath(path); part is not null && part != root; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
