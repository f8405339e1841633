using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Tests.Headless;

/// <summary>A session works in its own folder and nowhere else.</summary>
public sealed class SessionFolderTests
{
    private const string Writing = """
        count: whole_conversation
        turns:
          - answer: {text: The first answer.}
          - answer: {calls: [{tool: write, arguments: {path: made.txt, content: "made"}}]}
          - answer: {text: Done.}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithASessionOfAnotherFolder_IsRefusedAndNothingIsChanged()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        var id = await StartAsync(bench);
        var other = Directory.CreateDirectory(Path.Combine(bench.Home, "..", "other")).FullName;

        var (code, stdout, stderr) = await bench.TypeAsync("run", "Write.", "--yes", "--session", id, "--cwd", other);

        Assert.Equal(((int)ExitCode.Session, ""), (code, stdout));
        Assert.Equal($"editor-agent: Session {id} belongs to {bench.Workspace}; go on there with --cwd \"{bench.Workspace}\". Nothing was changed.\n", stderr);
        Assert.Empty(Directory.EnumerateFileSystemEntries(other));
        Assert.Single(bench.Requests);
    }

    [Fact]
    public async Task Run_WithASessionOfAnotherFolderAndNoFolderNamed_IsRefusedLikewise()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        var id = await StartAsync(bench);

        var (code, _, stderr) = await bench.TypeAsync("run", "Write.", "--session", id);

        Assert.Equal((int)ExitCode.Session, code);
        Assert.Contains($"belongs to {bench.Workspace};", stderr, StringComparison.Ordinal);
        Assert.Single(bench.Requests);
    }

    [Fact]
    public async Task Run_WithASessionWhoseFolderIsGone_SaysSo()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        var id = await StartAsync(bench);
        Directory.Delete(bench.Workspace, recursive: true);

        var (code, _, stderr) = await bench.TypeAsync("run", "Write.", "--session", id, "--cwd", bench.Home);

        Assert.Equal((int)ExitCode.Session, code);
        Assert.Equal($"editor-agent: Session {id} belongs to {bench.Workspace}, which is gone: it cannot go on. Nothing was changed.\n", stderr);
        Assert.Single(bench.Requests);
    }

    [Fact]
    public async Task Run_WithASessionOfTheFolderThatALinkLeadsTo_GoesOn()
    {
        await using var bench = await HeadlessBench.StartAsync(Writing, Token);
        var id = await StartAsync(bench);
        var link = Path.Combine(bench.Home, "link");
        Directory.CreateSymbolicLink(link, bench.Workspace);

        var (code, _, stderr) = await bench.TypeAsync("run", "Write.", "--yes", "--session", id, "--cwd", link);

        Assert.True(code == 0, stderr);
        Assert.True(File.Exists(Path.Combine(bench.Workspace, "made.txt")));
    }

    private static async Task<string> StartAsync(HeadlessBench bench)
    {
        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Hello." });
        return events[0].GetProperty("sessionId").GetString()!;
    }
}
