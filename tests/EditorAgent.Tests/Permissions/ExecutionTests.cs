using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class ExecutionTests
{
    private const string Command = "dotnet test";

    [Theory]
    [InlineData(PermissionMode.Ask)]
    [InlineData(PermissionMode.AcceptEdits)]
    [InlineData(PermissionMode.Yolo)]
    public void Decide_WhenNothingKeepsTheCommandIn_AsksWhateverAllows(PermissionMode mode)
    {
        foreach (var execution in new[] { null, PolicyOnDisk.Sandboxed with { IsSandboxed = false }, PolicyOnDisk.Sandboxed with { IsSandboxed = false, IsInAutoRunTable = true } })
        {
            var verdict = Lenient(mode).Shell(Command, execution);

            Assert.Equal((PermissionDecision.Ask, new DecisionSource.Safeguard(PermissionMarks.NotSandboxed)), (verdict.Decision, verdict.Source));
            Assert.Contains(PermissionMarks.NotSandboxed, verdict.Marks);
        }
    }

    [Theory]
    [InlineData(PermissionMode.Ask)]
    [InlineData(PermissionMode.Yolo)]
    public void Decide_WhenTheCommandNeedsTheNetwork_AsksWhateverAllows(PermissionMode mode)
    {
        var verdict = Lenient(mode).Shell(Command, PolicyOnDisk.Sandboxed with { NeedsNetwork = true, IsInAutoRunTable = true });

        Assert.Equal((PermissionDecision.Ask, new DecisionSource.Safeguard(PermissionMarks.NeedsNetwork)), (verdict.Decision, verdict.Source));
        Assert.Equal([PermissionMarks.NeedsNetwork], verdict.Marks);
    }

    [Fact]
    public void Decide_WhenTheTextIsUnreadable_NoRuleAndNoGrantAllowsIt()
    {
        var execution = PolicyOnDisk.Sandboxed with { Unreadable = "it holds a redirection" };

        var verdict = Lenient(PermissionMode.Ask).Shell(Command, execution);

        Assert.Equal(PermissionDecision.Ask, verdict.Decision);
        Assert.Equal([PermissionMarks.Unreadable], verdict.Marks);
        Assert.Equal(PermissionDecision.Allow, PolicyOnDisk.Create(PermissionMode.Yolo).Shell(Command, execution).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Yolo, "deny shell(git push)").Shell(Command, execution).Decision);
    }

    [Theory]
    [InlineData(PermissionMode.Plan)]
    [InlineData(PermissionMode.Ask)]
    [InlineData(PermissionMode.AcceptEdits)]
    public void Decide_WhenASandboxedCommandOnlyLooks_AllowsUnlessARuleRestricts(PermissionMode mode)
    {
        var looks = PolicyOnDisk.Sandboxed with { IsInAutoRunTable = true };

        Assert.Equal(new DecisionSource.AutoRunTable(), PolicyOnDisk.Create(mode).Shell("ls -la", looks).Source);
        Assert.Equal(PermissionDecision.Deny, PolicyOnDisk.Create(mode, "deny shell(ls)").Shell("ls -la", looks).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(mode, "ask shell(ls)").Shell("ls -la", looks).Decision);
    }

    [Fact]
    public void Decide_WhenACommandThatOnlyLooksReadsASecret_Asks()
    {
        var question = new PermissionQuestion(
            "shell", false, [new PermissionSubject.Command("cat .env"), new PermissionSubject.Path("/home/u/shop/.env", ".env", Writes: false)])
        {
            Execution = PolicyOnDisk.Sandboxed with { IsInAutoRunTable = true },
        };

        Assert.Equal(new DecisionSource.Safeguard(PermissionMarks.Secret), PolicyOnDisk.Create(PermissionMode.Ask).Decide(question).Source);
    }

    [Fact]
    public void Decide_WhenTheContentCarriesACaution_AsksInEveryMode()
    {
        var question = new PermissionQuestion("edit", false, [new PermissionSubject.Path("/home/u/shop/a.json", "a.json", Writes: true)]) { Cautions = [PermissionMarks.LinkCount(2)] };

        foreach (var mode in new[] { PermissionMode.Ask, PermissionMode.AcceptEdits, PermissionMode.Yolo })
        {
            var verdict = PolicyOnDisk.Create(mode, "allow edit(a.json)").Decide(question);

            Assert.Equal(PermissionDecision.Ask, verdict.Decision);
            Assert.Equal(["link count 2"], verdict.Marks);
        }
    }

    [Fact]
    public void Decide_WhenTheSpelledNameIsProtected_AsksThoughTheRealOneIsNot()
    {
        var question = new PermissionQuestion("edit", false, [new PermissionSubject.Path("/home/u/shop/x.txt", "x.txt", Writes: true) { Lexical = ".mcp.json" }]);

        Assert.Equal([PermissionMarks.AgentConfiguration], PolicyOnDisk.Create(PermissionMode.Yolo).Decide(question).Marks);
        Assert.Equal(PermissionDecision.Deny, PolicyOnDisk.Create(PermissionMode.Yolo, "deny edit(**/.mcp.json)").Decide(question).Decision);
    }

    private static PermissionPolicy Lenient(PermissionMode mode)
    {
        var policy = PolicyOnDisk.Create(mode, "allow *", "allow shell(dotnet test)");
        policy.Grant(new PermissionGrant("shell(=dotnet test)"));
        return policy;
    }
}
