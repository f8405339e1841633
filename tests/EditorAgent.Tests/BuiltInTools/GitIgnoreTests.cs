using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

/// <summary>Random trees with random rules, held against what git itself lists.</summary>
public sealed class GitIgnoreTests
{
    private static readonly string[] Names = ["a", "b", "ab", "a.txt", "b.log", "foo", "foo.bar", ".x", "a b", "[a]", "A"];

    private static readonly string[] Parts =
    [
        "a", "b", "*", "**", "?", "/", "/", "foo", "*.txt", ".log", "[ab]", "[!a]", "[a-f]", "\\a", "\\*", "[[:alpha:]]", "**/", "/**", "[a", "]", " ", "\\ ",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Walk_WhenRandomRules_ListsWhatGitLists(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 30; round++)
        {
            using var directory = new TemporaryDirectory();
            Populate(directory, random);
            var (theirs, ours) = (GitLists(directory), WeList(directory));
            Assert.True(theirs.SequenceEqual(ours), $"git: {string.Join('|', theirs)}\nwe: {string.Join('|', ours)}\n{RulesIn(directory)}");
        }
    }

    [Fact]
    public void Walk_WhenStartedBelowTheRepository_UsesRulesFromAbove()
    {
        using var directory = new TemporaryDirectory();
        Git(directory, "init", "-q");
        directory.Write(".gitignore", "*.log\nsub/out/\n");
        directory.Write("sub/.gitignore", "!keep.log\n");
        directory.Write("sub/keep.log", "");
        directory.Write("sub/other.log", "");
        directory.Write("sub/out/x.txt", "");
        directory.Write("sub/in/x.txt", "");
        var workspace = new Workspace(directory["sub"], [], []);
        var files = FileWalk.Below(workspace, workspace.RealRoot, TestContext.Current.CancellationToken).Select(workspace.NameOf).Order(StringComparer.Ordinal);
        Assert.Equal([".gitignore", "in/x.txt", "keep.log"], files);
    }

    [Fact]
    public void IsMatch_WhenPatternIsHostile_StaysPolynomial()
    {
        var pattern = WildcardPattern.Parse(string.Concat(Enumerable.Repeat("*a", 60)) + "b");
        Assert.False(pattern.IsMatch(new string('a', 2000)));
    }

    private static void Populate(TemporaryDirectory directory, Random random)
    {
        Git(directory, "init", "-q");
        var directories = new List<string> { "" };
        for (var count = random.Next(3, 8); count > 0; count--)
        {
            directories.Add(Path.Join(directories[random.Next(directories.Count)], Names[random.Next(Names.Length)]));
        }

        for (var count = random.Next(5, 25); count > 0; count--)
        {
            TryWrite(directory, Path.Join(directories[random.Next(directories.Count)], Names[random.Next(Names.Length)]), "x");
        }

        foreach (var rules in directories.Where(_ => random.Next(2) == 0))
        {
            TryWrite(directory, Path.Join(rules, ".gitignore"), Rules(random));
        }

        directory.Write(".git/info/exclude", Rules(random));
    }

    private static void TryWrite(TemporaryDirectory directory, string path, string content)
    {
        try
        {
            directory.Write(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A name that is already taken by a directory or a file.
        }
    }

    private static string Rules(Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Rule(random));
        return string.Join(random.Next(4) == 0 ? "\r\n" : "\n", lines) + (random.Next(2) == 0 ? "\n" : "");
    }

    private static string Rule(Random random)
    {
        var rule = "";

        // Two stars behind another character and before a slash are ordinary ones by git's manual, but its matcher decides that by
        // comparing unrelated addresses; so they are not asked for.
        do
        {
            rule = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Parts[random.Next(Parts.Length)]));
        }
        while (Regex.IsMatch(rule, @"[^/]\*\*+/?"));

        return (random.Next(3) == 0 ? "!" : "") + rule + (random.Next(4) == 0 ? "/" : "");
    }

    private static List<string> WeList(TemporaryDirectory directory)
    {
        var workspace = new Workspace(directory.Path, [], []);
        return [.. FileWalk.Below(workspace, workspace.RealRoot, TestContext.Current.CancellationToken).Select(workspace.NameOf).Order(StringComparer.Ordinal)];
    }

    private static List<string> GitLists(TemporaryDirectory directory) =>
        [.. Git(directory, "ls-files", "-z", "--others", "--exclude-standard").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static string RulesIn(TemporaryDirectory directory) => string.Join(
        '\n',
        Directory.EnumerateFiles(directory.Path, ".gitignore", SearchOption.AllDirectories)
            .Append(directory[".git/info/exclude"])
            .Select(file => $"{Path.GetRelativePath(directory.Path, file)}: {JsonSerializer.Serialize(File.ReadAllText(file))}"));

    private static string Git(TemporaryDirectory directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory.Path, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["XDG_CONFIG_HOME"] = directory.Path;
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
