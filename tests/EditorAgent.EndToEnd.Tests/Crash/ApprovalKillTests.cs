using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>SIGKILL around a question to the person: before the answer, and while what was allowed begins.</summary>
public sealed class ApprovalKillTests
{
    private const int Kills = 50;
    private const int AtOnce = 4;
    private const int LatestMs = 25;
    private readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task Acp_WhenKilledAroundAnApproval_LosesNothingAndRunsOnlyWhatWasAllowed()
    {
        await using var server = await ScriptedServer.StartAsync(CrashScript.Yaml, "--no-requests");
        await PublishedExecutable.PathAsync();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, Kills), options, async (kill, _) =>
        {
            try
            {
                await this.KillOnceAsync(server, kill);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"kill {kill}, seed {this.seed}: {failure.Message}", failure);
            }
        });
    }

    private async Task KillOnceAsync(ScriptedServer server, int kill)
    {
        var random = new Random(unchecked(this.seed + kill));
        var isAnswered = kill % 2 == 1;
        using var folders = new AgentFolders().WithModel(server, kill % 4 < 2 ? "openai" : "anthropic");
        await File.WriteAllTextAsync(folders.WorkFile("state.txt"), CrashScript.FirstState);
        await folders.TrustAsync();
        await using var agent = await AgentProcess.StartAsync(folders, "acp");
        var client = new AcpLines(agent);
        var session = await BeginAsync(client, folders);
        for (var answers = random.Next(CrashScript.Rounds + 1); answers > 0; answers--)
        {
            await AllowAsync(client, (await client.WaitForRequestAsync("session/request_permission"))!.Value);
        }

        var question = (await client.WaitForRequestAsync("session/request_permission"))!.Value;
        if (isAnswered)
        {
            await AllowAsync(client, question);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * LatestMs));
        await agent.KillAsync();
        await client.ReadRestAsync();

        var aftermath = new Aftermath(folders, session);
        aftermath.AcknowledgedIsKept(client.Received.SelectMany(Acknowledged));
        await aftermath.NothingIsLeftRunningAsync();
        aftermath.EffectsAreThoseOfTheJournal();
        var asked = CallOf(question);
        Assert.True(isAnswered || !aftermath.Records.Any(record => record.Kind is "permission" or "tool_start" && record.Call == asked), "ran without an answer");
        await aftermath.GoesOnAsync();
    }

    private static async Task<string> BeginAsync(AcpLines client, AgentFolders folders)
    {
        await client.RequestAsync(0, "initialize", new JsonObject { ["protocolVersion"] = 1, ["clientCapabilities"] = new JsonObject() });
        await client.WaitForAnswerAsync(0);
        await client.RequestAsync(1, "session/new", new JsonObject { ["cwd"] = folders.Workspace, ["mcpServers"] = new JsonArray() });
        var session = (await client.WaitForAnswerAsync(1))!.Value.GetProperty("result").GetProperty("sessionId").GetString()!;
        var prompt = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = CrashScript.Prompt });
        await client.RequestAsync(2, "session/prompt", new JsonObject { ["sessionId"] = session, ["prompt"] = prompt });
        return session;
    }

    private static Task AllowAsync(AcpLines client, JsonElement question)
    {
        var option = question.GetProperty("params").GetProperty("options").EnumerateArray()
            .First(option => option.GetProperty("kind").ValueEquals("allow_once")).GetProperty("optionId").GetString();
        return client.SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = JsonNode.Parse(question.GetProperty("id").GetRawText()),
            ["result"] = new JsonObject { ["outcome"] = new JsonObject { ["outcome"] = "selected", ["optionId"] = option } },
        }.ToJsonString());
    }

    /// <summary>What a frame promises to be on the disk.</summary>
    private static IEnumerable<(string Kind, string Call)> Acknowledged(JsonElement frame)
    {
        if (!frame.TryGetProperty("method", out var method))
        {
            yield break;
        }

        if (method.ValueEquals("session/request_permission"))
        {
            yield return ("permission_ask", CallOf(frame));
        }

        if (!method.ValueEquals("session/update") || !frame.GetProperty("params").GetProperty("update").TryGetProperty("toolCallId", out var call))
        {
            yield break;
        }

        var update = frame.GetProperty("params").GetProperty("update");
        if (update.TryGetProperty("status", out var status) && (status.ValueEquals("completed") || status.ValueEquals("failed")))
        {
            yield return ("tool_end", call.GetString()!);
        }
    }

    private static string CallOf(JsonElement question) => question.GetProperty("params").GetProperty("toolCall").GetProperty("toolCallId").GetString()!;
}
