using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Code;

/// <summary>The job that code intelligence is for: find a null reference, fix it, write a test, run what is affected, in few calls.</summary>
public sealed class NullReferenceJobTests : IDisposable
{
    private const int MostCalls = 6;

    private readonly AgentFolders folders = new();

    [Fact]
    public async Task Job_OnTheHardSolution_TakesAtMostSixCallsAndEndsGreen()
    {
        await FixtureWorkspace.CopyAsync("hardcases", this.folders.Workspace);
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "fixtures", "conversations", "fix-null-and-add-tests.yaml"), TestContext.Current.CancellationToken);
        await using var server = await ScriptedServer.StartAsync(script);
        this.folders.WithModel(server);
        await this.folders.TrustAsync();

        var result = await AgentProcess.RunAsync(this.folders, "run", "--yes", "--cwd", this.folders.Workspace, "Find and fix the null reference in Lending.Data, then write tests.");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(result.Stdout.Contains("no longer dereferences", StringComparison.Ordinal), result.ToString());
        Assert.InRange(this.CallsInJournal(), 4, MostCalls);
        Assert.Contains("Greeting(member)", await File.ReadAllTextAsync(this.folders.WorkFile("src/Lending.Data/ReminderLetters.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => this.folders.Dispose();

    private int CallsInJournal() => this.folders.Journals().Values.Single().Split('\n').Count(line => line.Contains("\"k\":\"tool_start\"", StringComparison.Ordinal));
}
