using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

/// <summary>A run without an editor trusts nothing by itself.</summary>
public sealed class TrustTests : IDisposable
{
    private const string Testing = """
        turns:
          - answer: {calls: [{tool: run_tests, arguments: {}}]}
          - {at: 1, answer: {text: Over.}}
        """;

    private readonly AgentFolders folders = new();

    public TrustTests() => File.WriteAllText(
        this.folders.WorkFile("App.csproj"),
        "<Project><Target Name=\"VSTest\"><WriteLinesToFile File=\"canary\" Lines=\"x\" /></Target></Project>");

    [Fact]
    public async Task Run_WithYesAlone_RunsNothingOfTheWorkspace()
    {
        await using var server = await ScriptedServer.StartAsync(Testing);

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--yes", "Test it.");

        Assert.Contains("this workspace is not trusted: nothing of it runs; pass --trust", result.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(this.folders.WorkFile("canary")));
    }

    [Fact]
    public async Task Run_WithTrust_RunsAndRemembersNothing()
    {
        await using var server = await ScriptedServer.StartAsync(Testing);

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--yes", "--trust", "Test it.");

        Assert.DoesNotContain("not trusted", result.Stderr, StringComparison.Ordinal);
        Assert.True(File.Exists(this.folders.WorkFile("canary")), result.ToString());
        Assert.StartsWith("not trusted: ", (await AgentProcess.RunAsync(this.folders, "trust", "status")).Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_GrantListRevoke_ShowWhatWouldRunAndNeedAWord()
    {
        await File.WriteAllTextAsync(this.folders.WorkFile("x.targets"), "<Project><Target Name=\"x\"><Exec Command=\"touch canary\" /></Target></Project>", TestContext.Current.CancellationToken);
        var unasked = await AgentProcess.RunAsync(this.folders, "trust", "grant");
        Assert.True(unasked.ExitCode == 5, unasked.ToString());
        Assert.Contains("x.targets: Exec touch canary", unasked.Stdout, StringComparison.Ordinal);
        Assert.Equal("No workspace is trusted.\n", (await AgentProcess.RunAsync(this.folders, "trust", "list")).Stdout);

        await this.folders.TrustAsync();
        Assert.Contains(this.folders.Workspace, (await AgentProcess.RunAsync(this.folders, "trust", "list")).Stdout, StringComparison.Ordinal);
        Assert.Contains("this folder is trusted", (await AgentProcess.RunAsync(this.folders, "doctor")).Stdout, StringComparison.Ordinal);

        await File.AppendAllTextAsync(this.folders.WorkFile("x.targets"), "<!-- -->", TestContext.Current.CancellationToken);
        var changed = await AgentProcess.RunAsync(this.folders, "trust", "status");
        Assert.StartsWith("changed since you trusted it", changed.Stdout, StringComparison.Ordinal);
        Assert.Contains("changed x.targets", changed.Stdout, StringComparison.Ordinal);

        await AgentProcess.RunAsync(this.folders, "trust", "revoke");
        Assert.Equal("No workspace is trusted.\n", (await AgentProcess.RunAsync(this.folders, "trust", "list")).Stdout);
    }

    public void Dispose() => this.folders.Dispose();
}
