using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Sessions;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent;

public sealed class RestingTurnTests
{
    private readonly List<string> ran = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WhenWhoeverIsAskedHasGone_RestsAndGoesOnFromTheAnswer()
    {
        await using var fixture = await this.RestAsync();
        var model = new ModelInMemory(Says("Done."));
        var agent = await fixture.ReopenAsync(model, [this.Tool("first"), this.Tool("second")]);
        var pending = agent.PendingApproval!;
        Assert.Empty(agent.Session.State.Conversation.OfType<Message.ToolResult>());

        var outcome = await agent.ResumeTurnAsync(Reply(pending, new PermissionAnswer.AllowOnce()), Cancel);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal(["first", "second"], this.ran);
        Assert.Equal("second", Assert.Single(fixture.Asked[1..]).ToolName);
        ConversationRules.Check(agent.Session.State.Conversation);
        Assert.Equal(2, model.Requests[0].Messages.OfType<Message.ToolResult>().Count());
        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.ResumeTurnAsync(Reply(pending, new PermissionAnswer.AllowOnce()), Cancel));
    }

    [Fact]
    public async Task Turn_WhenThePlanIsAnotherAfterARestart_AsksAnewWithTheMark()
    {
        await using var fixture = await this.RestAsync();
        var agent = await fixture.ReopenAsync(new ModelInMemory(Says("I see.")), [this.Tool("first", "Something else"), this.Tool("second")]);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Reject(null));

        await agent.ResumeTurnAsync(Reply(agent.PendingApproval!, new PermissionAnswer.AllowOnce()), Cancel);

        Assert.Contains(PermissionMarks.Stale, fixture.Asked[1].Marks);
        Assert.Empty(this.ran);
    }

    [Fact]
    public async Task Turn_WhenTheUserSaysSomethingElse_EndsTheOpenCallsUnrun()
    {
        await using var fixture = await this.RestAsync();
        var model = new ModelInMemory(Says("As you like."));
        var agent = await fixture.ReopenAsync(model, [this.Tool("first"), this.Tool("second")]);

        await agent.RunTurnAsync([new ContentPart.Text("something else")], Cancel);

        Assert.Empty(this.ran);
        Assert.Null(agent.PendingApproval);
        ConversationRules.Check(agent.Session.State.Conversation);
        Assert.Equal(2, model.Requests[0].Messages.OfType<Message.ToolResult>().Count(result => result.IsError));
    }

    [Fact]
    public async Task Turn_WhenADenyRuleHasComeSince_TheAnswerDoesNotHelp()
    {
        await using var fixture = await this.RestAsync();
        var agent = await fixture.ReopenAsync(new ModelInMemory(Says("I see.")), [this.Tool("first"), this.Tool("second")]);
        agent.UseMode(PermissionMode.Plan);
        await agent.ResumeTurnAsync(Reply(agent.PendingApproval!, new PermissionAnswer.AllowOnce()), Cancel);
        Assert.Empty(this.ran);
    }

    [Theory]
    [InlineData("ask_other", null)]
    [InlineData(null, "0000")]
    public async Task Resume_WhenTheAnswerIsNotForThisQuestion_RunsNothing(string? request, string? hash)
    {
        await using var fixture = await this.RestAsync();
        var agent = await fixture.ReopenAsync(new ModelInMemory(), [this.Tool("first"), this.Tool("second")]);
        var pending = agent.PendingApproval!;
        var reply = new ApprovalReply(pending.CallId, request ?? pending.RequestId!, hash ?? pending.ShownHash, new PermissionAnswer.AllowOnce());
        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.ResumeTurnAsync(reply, Cancel));
        Assert.Empty(this.ran);
        Assert.NotNull(agent.PendingApproval);
    }

    [Fact]
    public async Task Answer_WhenTwoComeAtOnce_OneCounts()
    {
        await using var fixture = await AgentFixture.StartAsync(new ModelInMemory(Calls(("first", "{}")), Says("Done.")), [this.Tool("first")]);
        fixture.Answer = async (_, cancellationToken) =>
        {
            var pending = fixture.Agent.PendingApproval!;
            var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
                () => fixture.Agent.TryAnswer(Reply(pending, i % 2 == 0 ? new PermissionAnswer.AllowOnce() : new PermissionAnswer.Reject(null))), cancellationToken)));
            Assert.Single(replies, counted => counted);
            return new PermissionAnswer.AllowOnce();
        };
        await fixture.TurnAsync("go", Cancel);
        Assert.Single(fixture.Events.OfType<SessionEvent.PermissionDecided>());
    }

    private static ApprovalReply Reply(SessionEvent.PermissionAsked asked, PermissionAnswer answer) => new(asked.CallId, asked.RequestId!, asked.ShownHash, answer);

    /// <summary>Two calls, of which the first is asked about when the client goes.</summary>
    [Theory]
    [InlineData("ask_user")]
    [InlineData("exit_plan")]
    public async Task Open_WhenTheProcessDiedBeforeAQuestionOfTheAgentWasAnswered_TheModelKnowsThatNothingIsDecided(string tool)
    {
        await using var fixture = await AgentFixture.StartAsync(new ModelInMemory(), []);
        var session = fixture.Agent.Session;
        var call = new AssistantPart.ToolCall(new ToolCallId("call_1"), "v", tool, "{}");
        session.Append(new SessionEvent.TurnStarted(new TurnId("turn_1")));
        session.Append(new SessionEvent.AssistantMessage("msg_1", new Message.Assistant([call]), FinishReason.ToolCalls, default, null));
        session.Append(new SessionEvent.ToolCallStarted(call.Id));

        var state = await fixture.ReloadAsync();

        var told = Assert.IsType<ContentPart.Text>(Assert.Single(state.Conversation.OfType<Message.ToolResult>()).Content[0]).Value;
        Assert.Contains("before the user answered. Nothing is decided", told, StringComparison.Ordinal);
    }

    private async Task<AgentFixture> RestAsync()
    {
        var fixture = await AgentFixture.StartAsync(new ModelInMemory(Calls(("first", "{}"), ("second", "{}"))), [this.Tool("first"), this.Tool("second")]);
        fixture.Answer = (_, _) =>
        {
            fixture.Agent.Leave();
            return Task.FromResult<PermissionAnswer>(new PermissionAnswer.Cancelled());
        };
        await fixture.TurnAsync("go", Cancel);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.AllowOnce());
        Assert.Empty(this.ran);
        return fixture;
    }

    private NamedTool Tool(string name, string? title = null) => new(name, title ?? name, this.ran);

    private sealed class NamedTool(string name, string title, List<string> ran) : ITool
    {
        public ToolDefinition Definition { get; } = new(name, "for tests", """{"type":"object"}"""u8.ToArray());

        public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = title,
            Kind = ToolKind.Other,
            IsReadOnly = false,
            Accesses = [new ToolAccess.Exclusive()],
        });

        public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
        {
            ran.Add(name);
            return ValueTask.FromResult(ToolResult.Success("ran"));
        }
    }
}
