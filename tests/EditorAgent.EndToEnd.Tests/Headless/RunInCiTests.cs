using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

/// <summary>Runs as a build machine starts them: no terminal, nobody to ask.</summary>
public sealed class RunInCiTests : IDisposable
{
    private const string Colour = """
        count: whole_conversation
        turns:
          - answer: {text: I look., calls: [{tool: read, arguments: {path: notes.txt}}], usage: {prompt: 900, completion: 100}}
          - answer: {text: 'It is red.', usage: {prompt: 1000, completion: 20}}
          - answer: {text: '{"colour": "red"}', usage: {prompt: 1100, completion: 20}}
        """;

    private readonly AgentFolders folders = new();

    [Fact]
    public async Task Run_WithAnOutputSchema_PrintsNothingButTheJson()
    {
        await using var server = await ScriptedServer.StartAsync(Colour);
        File.WriteAllText(this.folders.WorkFile("notes.txt"), "colour=red\n");
        File.WriteAllText(this.folders.WorkFile("schema.json"), """{"type":"object","properties":{"colour":{"type":"string"}},"required":["colour"]}""");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "--output-schema", "schema.json", "Which colour?");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("{\"colour\":\"red\"}\n", result.Stdout);
    }

    [Fact]
    public async Task Run_WhenItsBudgetIsUsed_EndsWithItsCodeAndContinueGoesOn()
    {
        await using var server = await ScriptedServer.StartAsync(Colour);
        File.WriteAllText(this.folders.WorkFile("notes.txt"), "colour=red\n");
        this.folders.WithModel(server);

        var first = await AgentProcess.RunAsync(this.folders, "run", "--json", "--max-tokens-total", "500", "Which colour?");
        var second = await AgentProcess.RunAsync(this.folders, "run", "--json", "--continue", "Go on.");

        Assert.True(first.ExitCode == 11, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(first.SessionId, second.SessionId);
        Assert.Equal("It is red.", second.Answer);
    }

    [Theory]
    [InlineData("--max-steps", "0")]
    [InlineData("--timeout", "soon")]
    [InlineData("--mode", "free")]
    [InlineData("--max-tokens-total", "0")]
    [InlineData("--output-schema", "none.json")]
    public async Task Run_WithAnOptionThatMakesNoSense_StartsNothing(string option, string value)
    {
        await using var server = await ScriptedServer.StartAsync(Colour);

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", option, value, "Which colour?");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(option, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(this.folders.Journals());
    }

    [Fact]
    public async Task Run_WithAFileInThePrompt_AttachesIt()
    {
        await using var server = await ScriptedServer.StartAsync("turns: [{answer: {text: Read.}}]");
        File.WriteAllText(this.folders.WorkFile("notes.txt"), "one\ncolour=red\nunasked-line\n");

        var result = await AgentProcess.RunAsync(this.folders.WithModel(server), "run", "Explain @notes.txt:2.");

        Assert.True(result.ExitCode == 0, result.ToString());
        var request = (await server.RequestsAsync())[^1];
        Assert.Contains("colour=red", request, StringComparison.Ordinal);
        Assert.DoesNotContain("unasked-line", request, StringComparison.Ordinal);
    }

    public void Dispose() => this.folders.Dispose();
}
