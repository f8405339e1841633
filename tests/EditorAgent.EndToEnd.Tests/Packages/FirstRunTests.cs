using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>Somebody who has just installed it, with a home in which nothing is configured: one screen tells what to do next.</summary>
public sealed class FirstRunTests : IDisposable
{
    private const int Columns = 80;
    private const int Lines = 24;

    private readonly AgentFolders folders = new();

    public FirstRunTests()
    {
        this.folders.Environment.Remove("EDITORAGENT_HOME");
        this.folders.Environment["HOME"] = Path.GetDirectoryName(this.folders.Home)!;
    }

    [Fact]
    public async Task NoWords_OnACleanHome_TellOnOneScreenWhereToBegin()
    {
        var result = await AgentProcess.RunAsync(this.folders);

        Assert.True(result is { ExitCode: 2, Stdout: "" }, result.ToString());
        AssertIsOneScreen(result.Stderr);
        Assert.Contains("First:  editor-agent demo", result.Stderr, StringComparison.Ordinal);
        Assert.Contains("Then:   editor-agent login", result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnACleanHome_StartsNothingAndTellsTheNextSteps()
    {
        var result = await AgentProcess.RunAsync(this.folders, "run", "x");

        Assert.True(result is { ExitCode: 3, Stdout: "" }, result.ToString());
        AssertIsOneScreen(result.Stderr);
        Assert.StartsWith("editor-agent: No model is configured. Nothing was started.\nNext, one of:\n  editor-agent demo ", result.Stderr, StringComparison.Ordinal);
        Assert.Contains("editor-agent doctor", result.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(this.folders.Environment["HOME"], ".editoragent")), "a run that did nothing left a folder behind");
    }

    [Fact]
    public async Task Doctor_OnACleanHome_EndsWithTheNextStepsOnTheLastScreen()
    {
        var result = await AgentProcess.RunAsync(this.folders, "doctor");
        var screen = string.Join('\n', result.Stdout.TrimEnd().Split('\n')[^(Lines - 1)..]);
        var next = screen[screen.IndexOf("Next, one of:", StringComparison.Ordinal)..];

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("editor-agent demo", next, StringComparison.Ordinal);
        Assert.Contains("editor-agent login", next, StringComparison.Ordinal);
        Assert.All(next.Split('\n'), line => Assert.InRange(line.Length, 0, Columns));
    }

    public void Dispose() => this.folders.Dispose();

    private static void AssertIsOneScreen(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 1, Lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
    }
}
