using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Agent.Subagents;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent;

public sealed class PlanModeTests
{
    private const string Plan = """{"plan":"1. write new.txt"}""";
    private const string Write = """{"path":"new.txt","content":"made"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExitPlan_WhenThePersonApproves_TheModeIsWhatItWasAndTheWorkGoesOn()
    {
        var model = new ModelInMemory(Calls(("exit_plan", Plan)), Calls(("write", Write)), Says("done"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        crew.Parent.Agent.UseMode(PermissionMode.AcceptEdits);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);
        crew.Parent.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Chosen(0));

        await crew.Parent.TurnAsync("go", Cancel);

        var question = Assert.Single(crew.Parent.Asked);
        Assert.Equal(["Go ahead in accept-edits mode", "Keep planning"], question.Choices);
        Assert.Contains("  | 1. write new.txt", question.Text.Lines);
        Assert.Equal("made", crew.Read("new.txt"));
        Assert.Equal(PermissionMode.AcceptEdits, crew.Parent.Agent.Permissions.Mode);
        Assert.Equal(PermissionMode.AcceptEdits, (await crew.Parent.ReloadAsync()).Mode);
    }

    [Fact]
    public async Task ExitPlan_WhenTheModeBeforeIsOnlyInTheJournal_GoesBackToIt()
    {
        await using var crew = await CrewFixture.StartAsync(new ModelInMemory(), []);
        crew.Parent.Agent.UseMode(PermissionMode.AcceptEdits);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);

        var agent = await crew.ReopenAsync(new ModelInMemory());

        Assert.Equal(PermissionMode.AcceptEdits, agent.ModeAfterPlan);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExitPlan_WhenThePersonWantsMore_ThePlanModeStays(bool says)
    {
        var model = new ModelInMemory(Calls(("exit_plan", Plan)), Says("as you like"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);
        crew.Parent.Answer = (_, _) => Task.FromResult<PermissionAnswer>(says ? new PermissionAnswer.Reject("think of Windows") : new PermissionAnswer.Chosen(1));

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Equal(PermissionMode.Plan, crew.Parent.Agent.Permissions.Mode);
        Assert.Contains(says ? "think of Windows" : "keep planning", LastResult(model), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExitPlan_WhenAnAnswerAllowsInsteadOfChoosing_IsNoApproval()
    {
        var model = new ModelInMemory(Calls(("exit_plan", Plan)), Says("as you like"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Single(crew.Parent.Asked);
        Assert.Equal(PermissionMode.Plan, crew.Parent.Agent.Permissions.Mode);
    }

    [Theory]
    [InlineData("edit", """{"path":"never-read.txt","edits":[{"old_string":"a","new_string":"b"}]}""")]
    [InlineData("write", """{"path":"../outside.txt","content":"x"}""")]
    [InlineData("write", """{"content":"no path"}""")]
    [InlineData("run_tests", """{"project":"nowhere"}""")]
    public async Task Change_InPlanMode_IsToldSoBeforeWhateverElseIsWrong(string tool, string arguments)
    {
        var model = new ModelInMemory(Calls((tool, arguments)), Says("ok"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);

        var outcome = await crew.Parent.TurnAsync("go", Cancel);

        Assert.StartsWith("Not allowed: plan mode", LastResult(model), StringComparison.Ordinal);
        Assert.Equal(1, outcome.DeniedCalls);
    }

    [Fact]
    public async Task ExitPlan_OutsideOfPlanMode_IsRefused()
    {
        var model = new ModelInMemory(Calls(("exit_plan", Plan)), Says("ok"));
        await using var crew = await CrewFixture.StartAsync(model, []);

        await crew.Parent.TurnAsync("go", Cancel);

        Assert.Empty(crew.Parent.Asked);
        Assert.Contains("not in plan mode", LastResult(model), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminder_WhenTheModeChanges_ComesOnceAndBehindEverything()
    {
        var model = new ModelInMemory(Says("one"), Says("two"), Says("three"), Says("four"));
        await using var crew = await CrewFixture.StartAsync(model, []);
        await crew.Parent.TurnAsync("one", Cancel);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);
        await crew.Parent.TurnAsync("two", Cancel);
        await crew.Parent.TurnAsync("three", Cancel);
        crew.Parent.Agent.UseMode(PermissionMode.Ask);
        await crew.Parent.TurnAsync("four", Cancel);

        Assert.Equal(["one", "one", ModeReminder.On, "two", "two", "three", "three", ModeReminder.Off, "four"], TextsOf(model.Requests[^1]));
        Assert.Equal(model.Requests[0].System, model.Requests[^1].System);
    }

    [Fact]
    public async Task Reminder_AfterARestart_IsNotRepeated()
    {
        await using var crew = await CrewFixture.StartAsync(new ModelInMemory(Says("one")), []);
        crew.Parent.Agent.UseMode(PermissionMode.Plan);
        await crew.Parent.TurnAsync("one", Cancel);
        var model = new ModelInMemory(Says("two"));

        var agent = await crew.ReopenAsync(model);
        agent.Permissions.Mode = PermissionMode.Plan;
        await agent.RunTurnAsync([new ContentPart.Text("two")], Cancel);

        Assert.Equal([ModeReminder.On, "one", "one", "two"], TextsOf(model.Requests[0]));
    }

    private static string LastResult(ModelInMemory model) =>
        string.Concat(((Message.ToolResult)model.Requests[^1].Messages[^1]).Content.OfType<ContentPart.Text>().Select(part => part.Value));

    private static IEnumerable<string> TextsOf(ModelRequest request) => request.Messages.Select(message => message switch
    {
        Message.User user => ((ContentPart.Text)user.Content[0]).Value,
        Message.Assistant answer => answer.Text,
        _ => "",
    });
}
