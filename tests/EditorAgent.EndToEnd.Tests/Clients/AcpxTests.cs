using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>A third party's headless client, as it is published.</summary>
public sealed class AcpxTests : IDisposable
{
    private readonly ClientRun run = new();

    [Theory]
    [InlineData]
    [InlineData("--no-fs", "--no-terminal")]
    public async Task Exec_WhenEverythingIsApproved_ChangesTheFile(params string[] reduced)
    {
        var result = await this.ExecAsync(["--approve-all", .. reduced]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Changed.", result.Stdout, StringComparison.Ordinal);
        Assert.Equal("colour=green\n", this.run.Notes);
    }

    [Fact]
    public async Task Exec_WhenEverythingIsDenied_ChangesNothingAndEndsAsDenied()
    {
        var result = await this.ExecAsync(["--deny-all"]);

        Assert.True(result.ExitCode == 5, result.ToString());
        Assert.Contains("I could not change it.", result.Stdout, StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.run.Notes);
    }

    public void Dispose() => this.run.Dispose();

    private async Task<AgentResult> ExecAsync(string[] options)
    {
        await using var model = await ScriptedServer.StartAsync(ClientConversations.Notes);
        this.run.Folders.WithModel(model);
        return await this.run.AcpxAsync("Make it green.", options);
    }
}
