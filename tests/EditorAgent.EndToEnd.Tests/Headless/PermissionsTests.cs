using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Crash;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

public sealed class PermissionsTests : IDisposable
{
    private const string Write = "turns:\n  - {at: 0, answer: {calls: [{tool: write, arguments: {path: notes.txt, content: hello}}]}}\n  - {at: 1, answer: {text: Written.}}\n";

    private readonly AgentFolders folders = new();

    [Fact]
    public async Task ListRevoke_OfAnAlwaysGivenInAnEditor_ShowAndTakeItBack()
    {
        await using var server = await ScriptedServer.StartAsync(Write);
        var session = await this.AllowAlwaysAsync(server);

        var list = await AgentProcess.RunAsync(this.folders, "permissions", "list");
        Assert.True(list.ExitCode == 0, list.ToString());
        var line = Assert.Single(list.Stdout.Split('\n'), line => line.Contains("grant_", StringComparison.Ordinal));
        Assert.Contains("write(notes.txt)", line, StringComparison.Ordinal);
        var show = await AgentProcess.RunAsync(this.folders, "sessions", "show", session);
        Assert.Contains("allowed: allowed for good by the user: write(notes.txt)", show.Stdout, StringComparison.Ordinal);

        var id = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        var revoke = await AgentProcess.RunAsync(this.folders, "permissions", "revoke", id);
        Assert.True(revoke.ExitCode == 0, revoke.ToString());
        Assert.DoesNotContain("grant_", (await AgentProcess.RunAsync(this.folders, "permissions", "list")).Stdout, StringComparison.Ordinal);
        var again = await AgentProcess.RunAsync(this.folders, "permissions", "revoke", id);
        Assert.True(again.ExitCode == 2, again.ToString());
    }

    [Fact]
    public async Task List_WhenThereAreRules_NamesTheirPlaces()
    {
        await using var server = await ScriptedServer.StartAsync(Write);
        this.folders.WithModel(server);
        await File.AppendAllTextAsync(Path.Combine(this.folders.Home, "config.toml"), "\n[[permission.rules]]\ndecision = \"deny\"\npattern = \"shell(git push)\"\n", TestContext.Current.CancellationToken);
        var list = await AgentProcess.RunAsync(this.folders, "permissions", "list");
        Assert.Matches("deny +shell\\(git push\\) +\\(.*config\\.toml:[0-9]+\\)", list.Stdout);
    }

    public void Dispose() => this.folders.Dispose();

    private async Task<string> AllowAlwaysAsync(ScriptedServer server)
    {
        await using var agent = await AgentProcess.StartAsync(this.folders.WithModel(server), "acp");
        var client = new AcpLines(agent);
        await client.RequestAsync(0, "initialize", new JsonObject { ["protocolVersion"] = 1, ["clientCapabilities"] = new JsonObject() });
        await client.RequestAsync(1, "session/new", new JsonObject { ["cwd"] = this.folders.Workspace, ["mcpServers"] = new JsonArray() });
        var session = (await client.WaitForAnswerAsync(1))!.Value.GetProperty("result").GetProperty("sessionId").GetString()!;
        var prompt = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "go" });
        await client.RequestAsync(2, "session/prompt", new JsonObject { ["sessionId"] = session, ["prompt"] = prompt });
        var question = (await client.WaitForRequestAsync("session/request_permission"))!.Value;
        await client.SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = JsonNode.Parse(question.GetProperty("id").GetRawText()),
            ["result"] = new JsonObject { ["outcome"] = new JsonObject { ["outcome"] = "selected", ["optionId"] = "allow_always_0" } },
        }.ToJsonString());
        await client.WaitForAnswerAsync(2);
        agent.Input.Close();
        await client.ReadRestAsync();
        return session;
    }
}
