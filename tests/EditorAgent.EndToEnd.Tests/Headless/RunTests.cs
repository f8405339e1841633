using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

public sealed class RunTests : IDisposable
{
    private readonly AgentFolders folders = new();

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Run_WhenTheJobOnlyReads_AnswersWithoutATerminalAndWithoutYes(string provider)
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Reading);
        this.Write("notes.txt", "colour=red\n");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server, provider), "run", "Which colour?");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("I look.\nThe colour is red.\n", result.Stdout);
        Assert.Equal("colour=red\n", this.Read("notes.txt"));
    }

    [Fact]
    public async Task Run_WhenAnEditIsNotApproved_ChangesNothingAndEndsAsDenied()
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Editing);
        this.Write("notes.txt", "colour=red\n");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "Make it green.");

        Assert.True(result.ExitCode == 5, result.ToString());
        Assert.Equal("I could not change it.\n", result.Stdout);
        Assert.Contains("--yes", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.Read("notes.txt"));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Run_WithYes_EditsTheFile(string provider)
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Editing);
        this.Write("notes.txt", "before\r\ncolour=red\r\nafter");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server, provider), "run", "--yes", "Make it green.");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("Changed.\n", result.Stdout);
        Assert.Equal("before\r\ncolour=green\r\nafter", this.Read("notes.txt"));
    }

    [Fact]
    public async Task Run_WithYesAndADenyRule_ObeysTheRule()
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Editing);
        this.Write("notes.txt", "colour=red\n");
        this.folders.WithConfig("""
            [[permission.rules]]
            decision = "deny"
            pattern = "edit(notes.txt)"
            reason = "notes are sacred"
            """);

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--yes", "Make it green.");

        Assert.True(result.ExitCode == 5, result.ToString());
        Assert.Contains("notes are sacred", result.Stderr, StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.Read("notes.txt"));
    }

    [Fact]
    public async Task Run_WithJson_WritesOneObjectALineAndEndsWithTheResult()
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Editing);
        this.Write("notes.txt", "colour=red\n");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--yes", "--json", "Make it green.");

        Assert.True(result.ExitCode == 0, result.ToString());
        var types = result.Events.Select(e => e.GetProperty("type").GetString()).ToList();
        Assert.Equal("session", types[0]);
        Assert.Equal(["tool_call", "permission", "tool_result", "tool_call", "permission", "tool_result"], types.Where(type => type is "tool_call" or "permission" or "tool_result"));
        Assert.Equal("Changed.", result.Answer);
        Assert.Equal("result", types[^1]);
        Assert.Equal(0, result.Events[^1].GetProperty("exitCode").GetInt32());
        Assert.Equal(2, result.Events[^1].GetProperty("toolCalls").GetInt32());
        Assert.Equal("", result.Stderr);
    }

    [Fact]
    public async Task Run_WithASession_GoesOnWithItAfterARestart()
    {
        await using var server = await ScriptedServer.StartAsync(Conversations.Remembering);
        var first = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--json", "My name is Ada.");

        var second = await AgentProcess.RunAsync(this.folders, "run", "--json", "--session", first.SessionId, "What is my name?");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(first.SessionId, second.SessionId);
        Assert.Equal("Second answer.", second.Answer);
        var request = (await server.RequestsAsync())[^1];
        Assert.Contains("My name is Ada.", request, StringComparison.Ordinal);
        Assert.Contains("First answer.", request, StringComparison.Ordinal);
        Assert.Single(this.folders.Journals());
    }

    public void Dispose() => this.folders.Dispose();

    private void Write(string name, string text) => File.WriteAllText(this.folders.WorkFile(name), text);

    private string Read(string name) => File.ReadAllText(this.folders.WorkFile(name));
}
