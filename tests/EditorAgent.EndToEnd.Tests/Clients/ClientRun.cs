using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>A program of <c>tests/acp-clients</c> with the published executable as its agent. Every frame that passed between them is kept.</summary>
internal sealed class ClientRun : IDisposable
{
    private readonly DirectoryInfo transcripts = Directory.CreateTempSubdirectory("acp-transcripts-");

    public ClientRun()
    {
        File.WriteAllText(this.Folders.WorkFile("notes.txt"), "colour=red\n");

        // acpx keeps its own state in the user's folder.
        this.Folders.Environment["HOME"] = this.Folders.Home;
    }

    public AgentFolders Folders { get; } = new();

    public string Notes => File.ReadAllText(this.Folders.WorkFile("notes.txt"));

    /// <summary>Has the official SDK's client hold a conversation of <c>scenarios.mjs</c>; fails where it did not go as told there, or where a frame is invalid.</summary>
    public async Task ConverseAsync(string scenario)
    {
        var clients = await NpmFolder.OpenAsync("acp-clients", TestContext.Current.CancellationToken);
        var agent = await PublishedExecutable.PathAsync();
        await this.Folders.TrustAsync();

        var result = await AgentProcess.RunExecutableAsync(
            "node", this.Folders, Path.Combine(clients.Path, "sdk-client.mjs"), scenario, this.transcripts.FullName, agent, "acp");

        Assert.True(result.ExitCode == 0, result.ToString());
        TestContext.Current.SendDiagnosticMessage("{0}: {1}", scenario, result.Stdout.Trim());
        await this.AssertFramesValidAsync();
    }

    /// <summary>Runs <c>acpx OPTIONS exec PROMPT</c>; fails where a frame is invalid.</summary>
    public async Task<AgentResult> AcpxAsync(string prompt, params string[] options)
    {
        var clients = await NpmFolder.OpenAsync("acp-clients", TestContext.Current.CancellationToken);
        var agent = await PublishedExecutable.PathAsync();
        var transcript = Path.Combine(this.transcripts.FullName, "acpx.jsonl");
        string[] command = ["node", Path.Combine(clients.Path, "recorded-agent.mjs"), transcript, agent, "acp"];

        var result = await AgentProcess.RunExecutableAsync(
            "node",
            this.Folders,
            [Path.Combine(clients.Path, "node_modules", "acpx", "dist", "cli.js"), .. options, "--agent", string.Join(' ', command.Select(Quoted)), "exec", prompt]);

        await this.AssertFramesValidAsync();
        return result;
    }

    public void Dispose()
    {
        this.transcripts.Delete(recursive: true);
        this.Folders.Dispose();
    }

    private async Task AssertFramesValidAsync()
    {
        var files = this.transcripts.GetFiles("*.jsonl");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var token = TestContext.Current.CancellationToken;
            Assert.Equal("", await AcpSchemaValidator.FaultsAsync(await File.ReadAllLinesAsync(file.FullName, token), token));
        }
    }

    private static string Quoted(string word) => $"\"{word}\"";
}
