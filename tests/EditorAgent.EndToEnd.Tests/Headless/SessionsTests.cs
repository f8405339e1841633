using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

public sealed class SessionsTests : IDisposable
{
    private readonly AgentFolders folders = new();

    [Fact]
    public async Task List_WhenThereIsNone_SaysHowToStartOne()
    {
        var result = await AgentProcess.RunAsync(this.folders, "sessions", "list");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("editor-agent run", result.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListShowDelete_OfASession_FindTellAndRemoveIt()
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Reading);
        await File.WriteAllTextAsync(this.folders.WorkFile("notes.txt"), "colour=red\n", TestContext.Current.CancellationToken);
        var id = (await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--json", "Which colour?")).SessionId;
        var other = (await AgentProcess.RunAsync(this.folders, "run", "--json", "And again?")).SessionId;

        var list = await AgentProcess.RunAsync(this.folders, "sessions", "list");
        var show = await AgentProcess.RunAsync(this.folders, "sessions", "show", id);
        var delete = await AgentProcess.RunAsync(this.folders, "sessions", "delete", id);
        var gone = await AgentProcess.RunAsync(this.folders, "sessions", "show", id);

        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Equal([other, id], list.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.True(show.ExitCode == 0, show.ToString());
        Assert.Contains("Which colour?", show.Stdout, StringComparison.Ordinal);
        Assert.Contains("> read", show.Stdout, StringComparison.Ordinal);
        Assert.Contains("The colour is red.", show.Stdout, StringComparison.Ordinal);
        Assert.True(delete.ExitCode == 0, delete.ToString());
        Assert.True(gone.ExitCode == 8, gone.ToString());
        Assert.Equal(other, Assert.Single(this.folders.Journals()).Key);
        Assert.True(File.Exists(this.folders.WorkFile("notes.txt")));
    }

    public void Dispose() => this.folders.Dispose();
}
