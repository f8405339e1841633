using EditorAgent.Core.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

/// <summary>Random trees of directories, files and links, inside and outside of a workspace, held against what the system opens.</summary>
public sealed class WorkspaceLinkTreeTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Resolve_WhenLinksAreRandom_NeverLeadsOutsideAndNeverElsewhere() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Holds(new Random(seed))));

    private static void Holds(Random random)
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["root"]);
        Directory.CreateDirectory(directory["other"]);
        var places = new List<string> { "root", "other", "root" };
        for (var count = random.Next(4, 14); count > 0; count--)
        {
            Grow(directory, places, random);
        }

        var workspace = new Workspace(directory["root"], [], []);
        for (var count = 0; count < 20; count++)
        {
            var path = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(6) == 0 ? ".." : Names[random.Next(3)]));
            Judge(workspace, directory, path);
        }
    }

    private static void Judge(Workspace workspace, TemporaryDirectory directory, string path)
    {
        var named = Path.GetFullPath(path, directory["root"]);
        var content = ContentOf(named);
        if (workspace.ResolveForWriting(path) is not PathResolution.Inside(var resolved))
        {
            Assert.False(content is not null && content.StartsWith(directory["root/"], StringComparison.Ordinal), $"{path} is inside and was rejected");
            return;
        }

        Assert.True(resolved.Absolute == directory["root"] || resolved.Absolute.StartsWith(directory["root/"], StringComparison.Ordinal), resolved.Absolute);
        for (var part = resolved.Absolute; part != directory.Path; part = Path.GetDirectoryName(part)!)
        {
            Assert.Null(new FileInfo(part).LinkTarget);
        }

        if (content is not null)
        {
            Assert.Equal(resolved.Absolute, content);
        }
    }

    private static string? ContentOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Missing, a directory, or a link to nothing or itself.
            return null;
        }
    }

    /// <summary>Adds a directory, a file that holds its own path, or a link to anything.</summary>
    private static void Grow(TemporaryDirectory directory, List<string> places, Random random)
    {
        var path = places[random.Next(places.Count)] + "/" + Names[random.Next(Names.Length)];
        var full = directory[path];
        if (Path.Exists(full) || new FileInfo(full).LinkTarget is not null)
        {
            return;
        }

        switch (random.Next(4))
        {
            case 0:
                Directory.CreateDirectory(full);
                places.Add(path);
                break;
            case 1:
                File.WriteAllText(full, full);
                break;
            case 2:
                var up = string.Concat(Enumerable.Repeat("../", random.Next(0, 4)));
                File.CreateSymbolicLink(full, up + string.Join('/', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Names[random.Next(3)])));
                break;
            default:
                File.CreateSymbolicLink(full, random.Next(2) == 0 ? directory[places[random.Next(places.Count)]] : Sideways(random));
                break;
        }
    }

    private static string Sideways(Random random) =>
        string.Concat(Enumerable.Repeat("../", random.Next(1, 4))) + (random.Next(2) == 0 ? "other" : "root");
}
