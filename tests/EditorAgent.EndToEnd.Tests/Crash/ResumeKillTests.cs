using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>SIGKILL at every question of a job: the next process answers it and the turn goes on, until it is killed at the next one.</summary>
public sealed class ResumeKillTests
{
    private const int Jobs = 8;
    private const int AtOnce = 2;
    private const int LatestMs = 25;
    private readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task Acp_WhenKilledAtEveryQuestion_GoesOnFromTheAnswerAndRunsEverythingOnce()
    {
        await using var server = await ScriptedServer.StartAsync(CrashScript.Yaml, "--no-requests");
        await PublishedExecutable.PathAsync();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, Jobs), options, async (job, _) =>
        {
            try
            {
                await this.RunJobAsync(server, job);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"job {job}, seed {this.seed}: {failure.Message}", failure);
            }
        });
    }

    private async Task RunJobAsync(ScriptedServer server, int job)
    {
        var random = new Random(unchecked(this.seed + job));
        var isKilledWhileItRuns = job % 2 == 1;
        using var folders = new AgentFolders().WithModel(server, job % 4 < 2 ? "openai" : "anthropic");
        await File.WriteAllTextAsync(folders.WorkFile("state.txt"), CrashScript.FirstState);
        await folders.TrustAsync();
        var session = await AskAndDieAsync(folders, random);
        var answered = 0;
        for (var isOpen = true; isOpen && answered < CrashScript.Rounds; answered++)
        {
            new Aftermath(folders, session).EffectsAreThoseOfTheJournal();
            isOpen = await AnswerAndDieAsync(folders, session, random, isKilledWhileItRuns && answered == random.Next(0, 3));
        }

        var aftermath = new Aftermath(folders, session);
        await aftermath.NothingIsLeftRunningAsync();
        aftermath.EffectsAreThoseOfTheJournal();
        if (!isKilledWhileItRuns)
        {
            // The edits between the commands were refused without a question: a process does not know what an earlier one had read.
            Assert.Equal(Enumerable.Range(0, CrashScript.Rounds).Select(CrashScript.RanLine), await File.ReadAllLinesAsync(folders.WorkFile("ran.txt")));
        }

        await aftermath.GoesOnAsync();
    }

    private static async Task<string> AskAndDieAsync(AgentFolders folders, Random random)
    {
        await using var agent = await AgentProcess.StartAsync(folders, "acp");
        var client = new AcpLines(agent);
        await InitializeAsync(client);
        await client.RequestAsync(1, "session/new", new JsonObject { ["cwd"] = folders.Workspace, ["mcpServers"] = new JsonArray() });
        var session = (await client.WaitForAnswerAsync(1))!.Value.GetProperty("result").GetProperty("sessionId").GetString()!;
        var prompt = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = CrashScript.Prompt });
        await client.RequestAsync(2, "session/prompt", new JsonObject { ["sessionId"] = session, ["prompt"] = prompt });
        await client.WaitForRequestAsync("session/request_permission");
        await DieAsync(agent, random);
        return session;
    }

    /// <returns>Whether a question was open, and was answered.</returns>
    private static async Task<bool> AnswerAndDieAsync(AgentFolders folders, string session, Random random, bool diesAtOnce)
    {
        await using var agent = await AgentProcess.StartAsync(folders, "acp");
        var client = new AcpLines(agent);
        await InitializeAsync(client);
        await client.RequestAsync(1, "session/load", new JsonObject { ["sessionId"] = session, ["cwd"] = folders.Workspace, ["mcpServers"] = new JsonArray() });
        await client.WaitForAnswerAsync(1);
        await client.RequestAsync(2, "_editoragent/approvals/list", new JsonObject { ["sessionId"] = session });
        var pending = (await client.WaitForAnswerAsync(2))!.Value.GetProperty("result").GetProperty("pending");
        if (pending.GetArrayLength() == 0)
        {
            return false;
        }

        await client.RequestAsync(3, "_editoragent/approvals/answer", new JsonObject
        {
            ["sessionId"] = session,
            ["requestId"] = pending[0].GetProperty("requestId").GetString(),
            ["shownHash"] = pending[0].GetProperty("shownHash").GetString(),
            ["outcome"] = "allow_once",
        });
        if (!diesAtOnce)
        {
            Assert.NotNull(await client.WaitForRequestAsync("session/request_permission"));
        }

        await DieAsync(agent, random);
        return true;
    }

    private static async Task InitializeAsync(AcpLines client)
    {
        await client.RequestAsync(0, "initialize", new JsonObject { ["protocolVersion"] = 1, ["clientCapabilities"] = new JsonObject() });
        await client.WaitForAnswerAsync(0);
    }

    private static async Task DieAsync(AgentProcess agent, Random random)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * LatestMs));
        await agent.KillAsync();
    }
}
