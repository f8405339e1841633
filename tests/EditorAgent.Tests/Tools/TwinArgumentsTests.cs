using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Agent;
using System.Text.Json;
using Xunit;

namespace EditorAgent.Tests.Tools;

/// <summary>A call whose arguments two readers would read differently.</summary>
public sealed class TwinArgumentsTests
{
    private const string Schema = """
        {"type":"object","properties":{"command":{"type":"string"},"options":{"type":"object","properties":{"cwd":{"type":"string"}}},"env":{"type":"object"},
        "edits":{"type":"array","items":{"type":"object","properties":{"old":{"type":"string"}}}}},"required":["command"]}
        """;

    [Theory]
    [InlineData("""{"command":"ls","command":"rm"}""")]
    [InlineData("""{"command":"ls","com\u006dand":"rm"}""")]
    [InlineData("""{"command":"ls","Command":"rm"}""")]
    [InlineData("""{"COMMAND":"rm","command":"ls"}""")]
    [InlineData("""{"command":"ls","options":{"cwd":".","cwd":"/"}}""")]
    [InlineData("""{"command":"ls","options":{"cwd":".","cw\u0064":"/"}}""")]
    [InlineData("""{"command":"ls","options":{"cwd":".","CWD":"/"}}""")]
    [InlineData("""{"command":"ls","edits":[{"old":"a","Old":"b"}]}""")]
    [InlineData("""{"command":"ls","edits":"[{\"old\":\"a\",\"old\":\"b\"}]"}""")]
    [InlineData("""{"command":"ls","edits":"[{\"old\":\"a\",\"Old\":\"b\"}]"}""")]
    [InlineData("""
        "{\"command\":\"ls\",\"command\":\"rm\"}"
        """)]
    [InlineData("""{"command":"ls","command":"rm",}""")]
    public async Task Prepare_WhenAnArgumentIsGivenTwice_RunsNothing(string raw)
    {
        Assert.StartsWith("Not run: ", Text(await CallAsync(raw)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"command":"ls","options":{"cwd":"."}}""")]
    [InlineData("""{"command":"ls","env":{"path":"a","PATH":"b"}}""")]
    public async Task Prepare_WhenNamesAreDifferent_Plans(string raw)
    {
        Assert.Equal("ran", Text(await CallAsync(raw)));
    }

    [Fact]
    public async Task Prepare_WhenArgumentsDifferInCase_SaysWhich()
    {
        Assert.Contains("\"command\" and \"Command\"", Text(await CallAsync("""{"command":"ls","Command":"rm"}""")), StringComparison.Ordinal);
    }

    private static string Text(Message.ToolResult result) => Assert.IsType<ContentPart.Text>(Assert.Single(result.Content)).Value;

    /// <summary>The one call's result.</summary>
    private static async Task<Message.ToolResult> CallAsync(string raw)
    {
        await using var fixture = await AgentFixture.StartAsync(new ModelInMemory(ModelInMemory.Calls(("run", raw)), ModelInMemory.Says("done")), [new Recorder()]);
        await fixture.TurnAsync("go", TestContext.Current.CancellationToken);
        return Assert.Single(fixture.Agent.Session.State.Conversation.OfType<Message.ToolResult>());
    }

    private sealed class Recorder : ITool
    {
        public ToolDefinition Definition { get; } = new("run", "for tests", System.Text.Encoding.UTF8.GetBytes(Schema));

        public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
            new(new ToolPlan.Ready { Title = "run", Kind = ToolKind.Execute, IsReadOnly = false });

        public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) => new(ToolResult.Success("ran"));
    }
}
