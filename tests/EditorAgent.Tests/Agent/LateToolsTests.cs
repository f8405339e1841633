using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent;

public sealed class LateToolsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WhenToolsComeWhileItRuns_OffersThemBehindTheOthersInTheNextRequest()
    {
        ToolCatalog catalog = null!;
        var look = new ToolInMemory("look", false, (_, _) =>
        {
            catalog.Append([Tool("late")]);
            return Task.FromResult(ToolResult.Success("x"));
        });
        catalog = new ToolCatalog([look]);
        var model = new ModelInMemory(Calls(("look", "{}")), Calls(("late", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [], catalog: catalog);

        await fixture.TurnAsync("go", Cancel);

        Assert.Equal(["look"], model.Requests[0].Tools.Select(tool => tool.Name));
        Assert.Equal(["look", "late"], model.Requests[1].Tools.Select(tool => tool.Name));
        Assert.Same(model.Requests[0].Tools[0], model.Requests[1].Tools[0]);
        Assert.Equal("late ran", Text(model.Requests[2].Messages[^1]));
    }

    [Fact]
    public async Task Turn_WhenACalledToolIsStillComing_WaitsForIt()
    {
        var catalog = new ToolCatalog([]);
        var late = new Arriving(catalog, Tool("late"));
        var model = new ModelInMemory(Calls(("late", "{}")), Calls(("never", "{}")), Says("done"));
        await using (var fixture = await AgentFixture.StartAsync(model, [], catalog: catalog, late: late))
        {
            await fixture.TurnAsync("go", Cancel);

            Assert.Equal(1, late.Turns);
            Assert.Equal("late ran", Text(model.Requests[1].Messages[^1]));
            Assert.Contains("There is no tool named \"never\". Closest: late.", Text(model.Requests[2].Messages[^1]), StringComparison.Ordinal);
            Assert.False(late.IsDisposed);
        }

        Assert.True(late.IsDisposed);
    }

    [Fact]
    public async Task Resume_WhenTheOpenCallIsOfAToolThatComesLater_RunsIt()
    {
        await using var fixture = await AgentFixture.StartAsync(new ModelInMemory(Calls(("late", "{}"))), [Tool("late")]);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Away());
        await fixture.TurnAsync("go", Cancel);
        var catalog = new ToolCatalog([]);
        var model = new ModelInMemory(Says("done"));
        var agent = await fixture.ReopenAsync(model, [], catalog, new Arriving(catalog, Tool("late")));
        var pending = agent.PendingApproval!;

        await agent.ResumeTurnAsync(new ApprovalReply(pending.CallId, pending.RequestId!, pending.ShownHash, new PermissionAnswer.AllowOnce()), Cancel);

        Assert.Equal("late ran", Text(model.Requests[0].Messages[^1]));
    }

    [Fact]
    public async Task ForwardingTool_WhenCalled_IsJudgedShownAndRunAsTheToolItNames()
    {
        var model = new ModelInMemory(
            Calls(("by_name", """{"tool":"hidden","arguments":{"n":1}}""")),
            Calls(("by_name", """{"tool":"hidden","arguments":{"m":1}}""")),
            Calls(("by_name", """{"tool":"nothing","arguments":{}}""")),
            Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [new ByName(Tool("hidden"))]);

        await fixture.TurnAsync("go", Cancel);

        var asked = Assert.Single(fixture.Asked);
        Assert.Equal(("hidden", """{"n":1}"""), (asked.ToolName, asked.ArgumentsJson));
        Assert.Equal("hidden ran", Text(model.Requests[1].Messages[^1]));
        Assert.Contains("Known are n", Text(model.Requests[2].Messages[^1]), StringComparison.Ordinal);
        Assert.Equal("There is no such tool.", Text(model.Requests[3].Messages[^1]));
        Assert.Equal(["hidden", "hidden", "by_name"], fixture.Events.OfType<SessionEvent.ToolCallEnded>().Select(ended => ended.ToolName));
    }

    private static ToolInMemory Tool(string name) => new(name, false, (_, _) => Task.FromResult(ToolResult.Success($"{name} ran")));

    private static string Text(Message message) => ((ContentPart.Text)Assert.IsType<Message.ToolResult>(message).Content[0]).Value;

    private sealed class Arriving(ToolCatalog catalog, ITool tool) : ILateTools
    {
        public int Turns { get; private set; }

        public bool IsDisposed { get; private set; }

        public ValueTask BeginTurnAsync(CancellationToken cancellationToken)
        {
            this.Turns++;
            return ValueTask.CompletedTask;
        }

        public async ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (toolName == tool.Definition.Name)
            {
                catalog.Append([tool]);
            }

            return catalog.Find(toolName);
        }

        public ValueTask DisposeAsync()
        {
            this.IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ByName(ITool target) : IForwardingTool
    {
        public ToolDefinition Definition { get; } = new(
            "by_name", "for tests", """{"type":"object","properties":{"tool":{"type":"string"},"arguments":{"type":"object"}},"required":["tool"],"additionalProperties":false}"""u8.ToArray());

        public ValueTask<ForwardedCall> ForwardAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ForwardedCall>(
            arguments.GetProperty("tool").ValueEquals(target.Definition.Name)
                ? new ForwardedCall.To(target, arguments.GetProperty("arguments"))
                : new ForwardedCall.Nowhere("There is no such tool."));

        public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => throw new InvalidOperationException("never planned");

        public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) => throw new InvalidOperationException("never run");
    }
}
