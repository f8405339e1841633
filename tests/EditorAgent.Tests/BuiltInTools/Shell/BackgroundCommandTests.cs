using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Agent;
using EditorAgent.Tests.Agent.Compaction;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.BuiltInTools.Shell;

public sealed class BackgroundCommandTests : IAsyncDisposable
{
    private const int TimeLimit = 60_000;

    private readonly string root = Directory.CreateTempSubdirectory("editoragent-background-").FullName;
    private readonly BackgroundCommands commands = new();
    private readonly ShellTool shell;
    private readonly CommandOutputTool look;
    private readonly CommandStopTool stop;

    public BackgroundCommandTests()
    {
        var spill = Path.Combine(this.root, "spill");
        this.shell = new ShellTool(new Workspace(this.root, [], [spill]), new SpillDirectory(spill), Sandbox.Absent("not in this test"), TimeProvider.System, this.commands);
        this.look = new CommandOutputTool(this.commands, TimeProvider.System);
        this.stop = new CommandStopTool(this.commands);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = TimeLimit)]
    public async Task Background_ReturnsAtOnce_AndStopEndsAllItStarted()
    {
        using var line = await LifeLine.MakeAsync(this.root);
        var result = await ToolRun.RunAsync(this.shell, new { command = line.Hold + "(setsid sleep 1000 &); sleep 1000; true", background = true }, Cancel);
        await line.BeginsAsync();
        Assert.Contains("started in the background as c1", result.Text, StringComparison.Ordinal);
        Assert.False(result.IsError);

        Assert.IsType<ToolAccess.Exclusive>(Assert.Single(Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(this.stop, new { id = "c1" }, Cancel)).Accesses));
        var stopped = await ToolRun.RunAsync(this.stop, new { id = "c1" }, Cancel);

        Assert.Contains("is stopped", stopped.Text, StringComparison.Ordinal);
        await line.EndsAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Output_WhenItWaits_ReturnsWithWhatIsNewAndThenWithTheEnd()
    {
        var (gate, other) = (Path.Combine(this.root, "gate"), Path.Combine(this.root, "other"));
        await ToolRun.RunAsync(this.shell, new { command = $"{Await(gate)}; echo \"got $line\"; {Await(other)}; echo \"then $line\"; exit 3", background = true }, Cancel);
        var first = ToolRun.RunAsync(this.look, new { id = "c1", wait_seconds = 50 }, Cancel);
        await File.WriteAllTextAsync(gate, "one\n", Cancel);

        Assert.Contains("got one", (await first).Text, StringComparison.Ordinal);

        var second = ToolRun.RunAsync(this.look, new { id = "c1", wait_seconds = 50, lines = 1 }, Cancel);
        await File.WriteAllTextAsync(other, "two\n", Cancel);
        await second;
        var end = await ToolRun.RunAsync(this.look, new { id = "c1", wait_seconds = 50, lines = 1 }, Cancel);
        Assert.Contains("exit code 3", end.Text, StringComparison.Ordinal);
        Assert.EndsWith("]\nthen two\n", end.Text, StringComparison.Ordinal);
        Assert.Equal(TextOrigin.Outside, end.Origin);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Output_WhenItIsAskedForOverAndOver_IsNoCircleAsLongAsItSaysSomethingNew()
    {
        await ToolRun.RunAsync(this.shell, new { command = Await(Path.Combine(this.root, "gate")), background = true }, Cancel);
        var first = await ToolRun.RunAsync(this.look, new { id = "c1" }, Cancel);
        Assert.False(first.IsNews);
        await File.WriteAllTextAsync(Path.Combine(this.root, "gate"), "x\n", Cancel);
        await this.commands.Find("c1")!.Command.Ended;

        Assert.True((await ToolRun.RunAsync(this.look, new { id = "c1" }, Cancel)).IsNews);
        Assert.False((await ToolRun.RunAsync(this.look, new { id = "c1" }, Cancel)).IsNews);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Timeout_WhenItIsOver_HandsTheCommandOverInsteadOfEndingIt()
    {
        var gate = Path.Combine(this.root, "gate");
        var result = await ToolRun.RunAsync(this.shell, new { command = $"echo begun; {Await(gate)}; echo \"got $line\"", timeout_seconds = 1 }, Cancel);

        Assert.Contains("not done after 1 s, and not ended: it goes on in the background as c1", result.Text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(gate, "it\n", Cancel);
        await this.commands.Find("c1")!.Command.Ended;
        Assert.EndsWith("]\nbegun\ngot it\n", (await ToolRun.RunAsync(this.look, new { id = "c1" }, Cancel)).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Cancel_OfACommandThatIsWaitedFor_EndsIt()
    {
        using var line = await LifeLine.MakeAsync(this.root);
        using var cancellation = new CancellationTokenSource();
        var running = ToolRun.RunAsync(this.shell, new { command = line.Hold + "sleep 1000; true" }, cancellation.Token);
        await line.BeginsAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await line.EndsAsync();
        Assert.Empty(this.commands.All);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Dispose_OfTheSession_EndsEveryCommand()
    {
        using var line = await LifeLine.MakeAsync(this.root);
        await ToolRun.RunAsync(this.shell, new { command = line.Hold + "sleep 1000; true", background = true }, Cancel);
        await line.BeginsAsync();

        await this.commands.DisposeAsync();

        await line.EndsAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Background_WhenItFailsAtOnce_IsAnOrdinaryResult()
    {
        var patient = new ShellTool(new Workspace(this.root, [], []), new SpillDirectory(null), Sandbox.Absent("not in this test"), TimeProvider.System, this.commands) { StartGrace = TimeSpan.FromSeconds(50) };
        var result = await ToolRun.RunAsync(patient, new { command = "exit 7", background = true }, Cancel);

        Assert.StartsWith("exit code 7", result.Text, StringComparison.Ordinal);
        Assert.Empty(this.commands.All);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Background_WhenTooManyRun_IsRefused()
    {
        for (var i = 0; i < BackgroundCommands.Most; i++)
        {
            await ToolRun.RunAsync(this.shell, new { command = "sleep 1000; true", background = true }, Cancel);
        }

        var refused = Assert.IsType<ToolPlan.Refused>(await ToolRun.PlanAsync(this.shell, new { command = "sleep 1000; true", background = true }, Cancel));
        Assert.Contains("8 commands", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_OfAnUnknownCommand_SaysWhichThereAre()
    {
        var refused = Assert.IsType<ToolPlan.Refused>(await ToolRun.PlanAsync(this.look, new { id = "c9" }, Cancel));
        Assert.Contains("none was started", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task End_OfACommand_IsToldToTheUserAtOnceAndToTheModelOnce()
    {
        var gate = Path.Combine(this.root, "gate");
        await using var own = new BackgroundCommands();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var model = new ModelInMemory(Says("one"), Says("two"), Says("three"));
        await using var fixture = await AgentFixture.StartAsync(model, [], commands: own);
        own.Ended += _ => ended.TrySetResult();
        var tool = new ShellTool(new Workspace(this.root, [], []), new SpillDirectory(null), Sandbox.Absent("not in this test"), TimeProvider.System, own);
        await ToolRun.RunAsync(tool, new { command = $"{Await(gate)}", background = true }, Cancel);
        await fixture.TurnAsync("one", Cancel);
        await File.WriteAllTextAsync(gate, "x\n", Cancel);
        await ended.Task;

        await fixture.TurnAsync("two", Cancel);
        await fixture.TurnAsync("three", Cancel);

        Assert.Contains(fixture.Events, happened => happened is SessionEvent.Notice { Title: "Background command c1 ended" });
        Assert.Single(model.Requests[^1].Messages.OfType<Message.User>(), message => ((ContentPart.Text)message.Content[0]).Value.StartsWith("In the background: c1 ended (exit code 0", StringComparison.Ordinal));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Compact_WhenSomethingRunsBesideTheConversation_NamesItBehindTheNote()
    {
        await ToolRun.RunAsync(this.shell, new { command = "exit 0", background = true }, Cancel);
        var sleeping = await ToolRun.RunAsync(this.shell, new { command = "sleep 1000; true", background = true }, Cancel);
        var model = new WindowedModel(100_000, Chatter.Looks(1));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], commands: this.commands);
        await fixture.TurnAsync("Look.", Cancel);
        fixture.Agent.Session.Append(new SessionEvent.SubagentReported(new ToolCallId("x"), new SessionId("20260101-000000000-aaaaaaaa"), SubagentProfile.Explore, 3, default));

        await fixture.Agent.CompactAsync(null, Cancel);

        var handoff = Chatter.Texts(fixture.Agent.Session.State)[^1];
        var running = Assert.Single(this.commands.All, command => !command.HasEnded);
        Assert.Contains(running.Id, sleeping.Text, StringComparison.Ordinal);
        Assert.Contains($"Still running in the background:\n- {running.Id}: sleep 1000; true\n\n", handoff, StringComparison.Ordinal);
        Assert.Contains("Subagents that can be resumed, the latest last:\n- 20260101-000000000-aaaaaaaa (explore)", handoff, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await this.commands.DisposeAsync();
        Directory.Delete(this.root, recursive: true);
    }

    /// <summary>Goes on when the test has written a line into the file, and has it as <c>$line</c>.</summary>
    private static string Await(string file) => $"until [ -s {file} ]; do sleep 0.02; done; read -r line < {file}";
}
