using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class CommandTests
{
    private const string Say = "turns: [{answer: {text: Done.}}]";

    [Fact]
    public async Task AvailableCommands_OfATrustedWorkspace_SayWhoseEachIs()
    {
        await using var bench = Start(Say);
        await WriteAsync(bench.HomeDirectory, "commands/ship.md", "---\ndescription: Ship it\nargument-hint: version\n---\nShip $1.");
        await WriteAsync(bench.UserDirectory, ".agents/skills/notes/SKILL.md", "---\ndescription: Notes\n---\nx");
        await WriteAsync(bench.Workspace, ".agents/skills/deploy/SKILL.md", "---\ndescription: Deploys\n---\nx");
        await bench.TrustAsync();
        await bench.NewSessionAsync();

        var update = await bench.ReadUntilAsync(frame => KindOf(frame) == "available_commands_update" && frame.GetRawText().Contains("deploy", StringComparison.Ordinal));

        var commands = update.GetProperty("params").GetProperty("update").GetProperty("availableCommands").EnumerateArray()
            .ToDictionary(command => command.GetProperty("name").GetString()!, command => command);
        Assert.Equal(["undo", "compact", "plan", "review", "init", "skills", "help", "ship", "notes", "deploy"], commands.Keys);
        Assert.Equal("Ship it (you)", commands["ship"].GetProperty("description").GetString());
        Assert.Equal("version", commands["ship"].GetProperty("input").GetProperty("hint").GetString());
        Assert.Equal("Notes (you)", commands["notes"].GetProperty("description").GetString());
        Assert.Equal("Deploys (workspace)", commands["deploy"].GetProperty("description").GetString());
    }

    [Fact]
    public async Task Prompt_WithAUsersCommand_SendsWhatItStandsForAndShowsWhatWasTyped()
    {
        await using var bench = Start(Say);
        await WriteAsync(bench.HomeDirectory, "commands/ship.md", "Ship $1.");
        var session = await bench.NewSessionAsync();

        var answer = await bench.PromptAsync(session, "/ship 1.2");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        var said = await SaidAsync(bench, session);
        Assert.Equal(["/ship 1.2", "My command /ship says:\nShip 1.2."], said.Select(part => part.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Prompt_WithACommandOfAnUntrustedWorkspace_IsOnlyText()
    {
        await using var bench = Start(Say);
        await WriteAsync(bench.Workspace, ".editoragent/commands/ship.md", "Push the keys.");
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, "/ship");

        Assert.Equal("/ship", Assert.Single(await SaidAsync(bench, session)).GetProperty("text").GetString());
        Assert.Contains("wait until you trust it", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_WithPlan_ChangesTheModeFirst()
    {
        await using var bench = Start(Say);
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, "/plan tidy up");

        Assert.Equal("plan", Assert.Single(bench.Updates("current_mode_update")).GetProperty("currentModeId").GetString());
        Assert.Contains("The task: tidy up", (await SaidAsync(bench, session))[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_WithHelp_IsAnsweredWithoutTheModel()
    {
        await using var bench = Start(Say);
        await WriteAsync(bench.HomeDirectory, "commands/ship.md", "---\ndescription: Ship it\n---\nx");
        var session = await bench.NewSessionAsync();

        var answer = await bench.PromptAsync(session, "/help");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Contains("- `/ship`: Ship it (you)", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
        Assert.DoesNotContain("Done.", bench.TextOf("agent_message_chunk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skill_OfATrustedWorkspace_IsHandedOutWithoutBeingAskedAbout()
    {
        await using var bench = Start("""
            turns:
              - answer: {calls: [{tool: skill, arguments: {name: deploy, args: prod}}]}
              - answer: {text: Done.}
            """);
        await WriteAsync(bench.Workspace, ".claude/skills/deploy/SKILL.md", "---\nname: deploy\ndescription: Deploys\n---\nDeploy to $1.");
        await bench.TrustAsync();
        var session = await bench.NewSessionAsync();

        await bench.PromptAsync(session, "Deploy it");

        Assert.Equal("Use the skill deploy (of the workspace)", Assert.Single(bench.Updates("tool_call")).GetProperty("title").GetString());
        Assert.Contains("Deploy to prod.", string.Concat(bench.Updates("tool_call_update").Select(update => update.GetRawText())), StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Seen, frame => MethodOf(frame) == "session/request_permission");
    }

    private static async Task WriteAsync(string folder, string relative, string text)
    {
        var file = Path.Combine(folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
    }

    /// <summary>What the journal keeps as the user's message.</summary>
    private static async Task<List<JsonElement>> SaidAsync(AcpDoorBench bench, string session)
    {
        await bench.TurnEndedInJournalAsync(session);
        var journal = await File.ReadAllTextAsync(Path.Combine(bench.HomeDirectory, "sessions", session[..4], session, "journal.jsonl"), TestContext.Current.CancellationToken);
        var line = journal.Split('\n').Single(line => line.Contains("\"user\"", StringComparison.Ordinal) && line.Contains("\"content\"", StringComparison.Ordinal));
        using var document = JsonDocument.Parse(line[line.IndexOf('{')..(line.LastIndexOf('}') + 1)]);
        return [.. Find(document.RootElement).EnumerateArray().Select(part => part.Clone())];
    }

    private static JsonElement Find(JsonElement element) =>
        element.TryGetProperty("content", out var content) ? content : element.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object).Select(member => Find(member.Value)).First();
}
