using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Sessions;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent.Subagents;

public sealed class SubagentTests
{
    private const string Explore = """{"description":"find usages","prompt":"Who uses Foo?","profile":"explore"}""";
    private const string Again = """{"description":"find more","prompt":"Who uses Bar?","profile":"explore"}""";
    private const string Code = """{"description":"write it","prompt":"Write new.txt.","profile":"code"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Explore_WhenTwoAreCalledAtOnce_RunSideBySideAndTheirUseIsTheTurns()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        Func<int, CancellationToken, Task> meet = async (_, token) =>
        {
            if (Interlocked.Increment(ref running) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(token);
        };
        var model = new ModelInMemory(Calls(("agent", Explore), ("agent", Again)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [new ModelInMemory(Says("first")) { BeforeAnswer = meet }, new ModelInMemory(Says("second")) { BeforeAnswer = meet }]);

        var outcome = await crew.Parent.TurnAsync("go", Cancel);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal(new TokenUsage(400, 40, 0), outcome.Usage);
        Assert.Equal(new TokenUsage(400, 40, 0), crew.Parent.Agent.Session.State.TotalUsage);
        var results = ResultsOf(model.Requests[1]);
        Assert.Equal(["first", "second"], results.Select(result => result.Contains("first", StringComparison.Ordinal) ? "first" : "second").Order());
        Assert.All(results, result => Assert.Contains("; 1 step, 110 tokens. It goes on with resume: \"", result, StringComparison.Ordinal));
        Assert.Equal(2, crew.Parent.Agent.Session.State.Subagents.Count);
    }

    [Fact]
    public async Task Explore_IsGivenWhatReadsOnlyAndNothingThatStartsAnother()
    {
        var child = new ModelInMemory(Calls(("write", """{"path":"new.txt","content":"x"}""")), Says("could not"));
        await using var crew = await CrewFixture.StartAsync(new ModelInMemory(Calls(("agent", Explore)), Says("done")), [child]);
        crew.Parent.Agent.UseMode(PermissionMode.Yolo);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Equal(["git", "glob", "grep", "list", "read"], child.Requests[0].Tools.Select(tool => tool.Name).Order());
        Assert.Contains("There is no tool named", ResultsOf(child.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(crew.Parent.WorkspaceRoot));
        Assert.Contains("You are a subagent", child.Requests[0].System, StringComparison.Ordinal);
        Assert.DoesNotContain("After a change, prove it", child.Requests[0].System, StringComparison.Ordinal);
        Assert.DoesNotContain("ask, or take", child.Requests[0].System, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_AreShownAsTheToolsOutput()
    {
        await using var crew = await CrewFixture.StartAsync(
            new ModelInMemory(Calls(("agent", Explore)), Says("done")),
            [new ModelInMemory(Calls(("read", """{"path":"a.txt"}""")), Calls(("grep", """{"pattern":"Foo"}""")), Says("found"))]);
        crew.Write("a.txt", "Foo");

        await crew.Parent.TurnAsync("go", Cancel);
        await crew.Parent.Agent.Session.FlushAsync(Cancel);

        var shown = string.Concat(crew.Parent.Events.OfType<SessionEvent.ToolOutput>().Select(output => output.Text));
        Assert.Equal("Read a.txt\nSearch: Foo\n", shown);
        var reports = crew.Parent.Events.OfType<SessionEvent.SubagentReported>().ToList();
        Assert.Equal([(0, 0L), (3, 330L)], reports.Select(report => (report.Steps, report.Usage.Total)));
    }

    [Fact]
    public async Task Code_WhenItWrites_AsksInItsNameAndTheChangeIsTheParentsTurns()
    {
        var child = new ModelInMemory(Calls(("write", """{"path":"new.txt","content":"made"}""")), Says("written"));
        var model = new ModelInMemory(Calls(("agent", Code)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [child]);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Equal("made", crew.Read("new.txt"));
        Assert.Contains("; 2 steps, 220 tokens. It edited: new.txt. It goes on", ResultsOf(model.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Equal(["agent", "write"], crew.Parent.Asked.Select(asked => asked.ToolName));
        Assert.StartsWith("[subagent code: write it]", crew.Parent.Asked[1].Text.Title, StringComparison.Ordinal);
        Assert.Equal(["Asked by: subagent code: write it", $"Its call: {crew.Parent.Asked[1].Plan.Title}"], crew.Parent.Asked[1].Text.Lines[..2]);
        Assert.Equal(crew.Parent.Asked[0].CallId, crew.Parent.Asked[1].CallId);
        var state = crew.Parent.Agent.Session.State;
        Assert.Equal("new.txt", Assert.Single(Assert.Single(state.Turns).Changes).Path.Relative);
        Assert.Single(state.Reviews);

        await crew.Parent.Agent.UndoTurnAsync(state.Turns[0].Id, Cancel);
        Assert.False(File.Exists(Path.Combine(crew.Parent.WorkspaceRoot, "new.txt")));
    }

    [Fact]
    public async Task Code_BeforeItWrites_TheParentsJournalSaysWhatIsAboutToChange()
    {
        await using var crew = await CrewFixture.StartAsync(
            new ModelInMemory(Calls(("agent", Code)), Says("done")),
            [new ModelInMemory(Calls(("write", """{"path":"new.txt","content":"made"}""")), Says("written"))]);

        await crew.Parent.TurnAsync("go", Cancel);

        var history = crew.Parent.Agent.Session.ReadHistory().Select(envelope => envelope.Event).ToList();
        var intended = history.FindIndex(happened => happened is SessionEvent.ToolCallStarted { Intended: [{ Path.Relative: "new.txt" }] });
        var done = history.FindIndex(happened => happened is SessionEvent.FileChanged);
        Assert.InRange(intended, 0, done - 1);
        Assert.Equal(crew.Parent.Asked[0].CallId, ((SessionEvent.ToolCallStarted)history[intended]).CallId);
    }

    [Fact]
    public async Task Repair_WhenTheProcessDiedWhileASubagentWrote_TheChangeIsTheParentsTurns()
    {
        await using var crew = await CrewFixture.StartAsync(new ModelInMemory(), []);
        var session = crew.Parent.Agent.Session;
        var call = new AssistantPart.ToolCall(new ToolCallId("call_agent"), "v", "agent", Code);
        var path = new WorkspacePath(Path.Combine(crew.Parent.WorkspaceRoot, "new.txt"), "new.txt");
        session.Append(new SessionEvent.TurnStarted(new TurnId("turn_1")));
        session.Append(new SessionEvent.AssistantMessage("msg_1", new Message.Assistant([call]), FinishReason.ToolCalls, default, null));
        session.Append(new SessionEvent.ToolCallStarted(call.Id));
        var checkpoint = new Checkpoint(session, new DiskWorkspaceFiles(), new TurnId("turn_1"), call.Id);
        var own = await checkpoint.IntendAsync(
            new ToolCallId("call_of_subagent"), [new ToolAccess.Write(path) { Becomes = ContentHash.Of("made"u8) }], [(path, null)], Cancel);
        crew.Write("new.txt", "made");

        var state = await crew.Parent.ReloadAsync();

        Assert.Empty(own);
        Assert.Equal("new.txt", Assert.Single(Assert.Single(state.Turns).Changes).Path.Relative);
        Assert.Contains("already changed: new.txt", ResultsOf(state.Conversation).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_WhenTheSessionPlans_IsDenied()
    {
        var model = new ModelInMemory(Calls(("agent", Code)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Contains("plan mode", ResultsOf(model.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Contains("agent with explore or plan", ResultsOf(model.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Empty(crew.Made);
    }

    [Fact]
    public async Task Code_WhenARuleDenies_IsBoundByIt()
    {
        var child = new ModelInMemory(Calls(("write", """{"path":"new.txt","content":"made"}""")), Says("could not"));
        var model = new ModelInMemory(Calls(("agent", Code)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [child]);
        crew.Parent.Answer = (request, _) => Task.FromResult<PermissionAnswer>(request.ToolName == "agent" ? new PermissionAnswer.AllowOnce() : new PermissionAnswer.Reject("not this file"));

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Contains("not this file", ResultsOf(child.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Contains("It edited no file;", ResultsOf(model.Requests[1]).Single(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(crew.Parent.WorkspaceRoot));
    }

    [Fact]
    public async Task Cancel_OfTheTurn_EndsTheSubagentAndKeepsTheConversationValid()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var child = new ModelInMemory(Says("never")) { BeforeAnswer = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        } };
        await using var crew = await CrewFixture.StartAsync(new ModelInMemory(Calls(("agent", Explore))), [child]);

        var outcome = await crew.Parent.TurnAsync("go", stop.Token);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        ConversationRules.Check(crew.Parent.Agent.Session.State.Conversation);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => crew.Made.Single().RunTurnAsync([new ContentPart.Text("more")], Cancel));
    }

    [Fact]
    public async Task Resume_AfterARestart_GoesOnWithWhatItKnows()
    {
        var model = new ModelInMemory(Calls(("agent", Explore)), Says("done"));
        var second = new ModelInMemory(Says("Bar is used twice"));
        await using var crew = await CrewFixture.StartAsync(model, [new ModelInMemory(Says("Foo is used once")), second]);
        await crew.Parent.TurnAsync("go", Cancel);
        var id = crew.Parent.Agent.Session.State.Subagents.Keys.Single().Value;
        var more = new ModelInMemory(Calls(("agent", $$"""{"description":"go on","prompt":"And Bar?","profile":"explore","resume":"{{id}}"}""")), Says("done"));

        var agent = await crew.ReopenAsync(more);
        await agent.RunTurnAsync([new ContentPart.Text("more")], Cancel);

        Assert.Contains("Bar is used twice", ResultsOf(more.Requests[1])[^1], StringComparison.Ordinal);
        Assert.Equal(["Who uses Foo?", "And Bar?"], second.Requests[0].Messages.OfType<Message.User>().Select(message => ((ContentPart.Text)message.Content[0]).Value));
        Assert.Empty(await crew.Parent.Store.ListAsync(null, Cancel) is var listed ? listed.Where(session => session.Id != agent.Session.Id) : []);
    }

    [Theory]
    [InlineData("20260101-000000000-aaaaaaaa", "explore", "There is no subagent")]
    [InlineData("../../etc", "explore", "There is no subagent")]
    [InlineData(null, "code", "of the profile explore")]
    public async Task Resume_WhenItCannotBe_IsRefusedWithTheReason(string? id, string profile, string reason)
    {
        var model = new ModelInMemory(Calls(("agent", Explore)), _ => [], Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [new ModelInMemory(Says("found"))]);
        var named = new ModelInMemory(Calls(("agent", Explore)), request => Calls(("agent", $$"""{"description":"go on","prompt":"x","profile":"{{profile}}","resume":"{{id ?? crew.Parent.Agent.Session.State.Subagents.Keys.Single().Value}}"}"""))(request), Says("done"));
        crew.Parent.Agent.UseModel(named, "test");

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Contains(reason, ResultsOf(named.Requests[2])[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bound_WhenItIsReached_TheAnswerSaysSo()
    {
        var endless = Enumerable.Range(0, 3).Select(n => Calls(("list", $$"""{"path":"d{{n}}"}""")));
        var child = new ModelInMemory([.. endless, Says("this far")]);
        var model = new ModelInMemory(Calls(("agent", Explore)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [child], new AgentConfiguration { Subagents = new SubagentSettings { MaxSteps = 3 } });

        await crew.Parent.TurnAsync("go", Cancel);

        var result = ResultsOf(model.Requests[1]).Single();
        Assert.Contains("bound of 3 steps", result, StringComparison.Ordinal);
        Assert.Contains("this far", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taint_OfTheParentGoesToTheSubagentAndBack()
    {
        var web = new ToolInMemory("web", true, (_, _) => Task.FromResult(ToolResult.Success("from a stranger") with { Origin = TextOrigin.Outside }));
        var model = new ModelInMemory(Calls(("web", "{}")), Calls(("agent", Explore)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, [new ModelInMemory(Says("found"))], more: [web]);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Equal("web", crew.Made.Single().Session.State.Taint.Outside);
        Assert.Contains("[outside ", ResultsOf(model.Requests[2])[^1], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> ResultsOf(ModelRequest request) => ResultsOf(request.Messages);

    private static IReadOnlyList<string> ResultsOf(IEnumerable<Message> messages) =>
        [.. messages.OfType<Message.ToolResult>().Select(result => string.Concat(result.Content.OfType<ContentPart.Text>().Select(part => part.Value)))];
}
