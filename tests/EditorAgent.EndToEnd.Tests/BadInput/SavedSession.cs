using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.BadInput;

/// <summary>A user folder with one session in it, so that tests can see that nothing is lost.</summary>
public sealed class SavedSession : IAsyncLifetime
{
    private readonly AgentFolders folders = new();

    public string Id { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await using var server = await ScriptedServer.StartAsync("turns: [{answer: {text: Kept.}}]");
        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--json", "Say something to keep.");
        Assert.True(result.ExitCode == 0, result.ToString());
        this.Id = result.SessionId;
    }

    public ValueTask DisposeAsync()
    {
        this.folders.Dispose();
        return ValueTask.CompletedTask;
    }

    internal void CopyTo(AgentFolders other)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(this.folders.Home, "sessions"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(other.Home, Path.GetRelativePath(this.folders.Home, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    internal string JournalIn(AgentFolders other) => other.Journals()[this.Id];
}
