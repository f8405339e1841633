using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class ContextTaintTests
{
    private static readonly ContextTaint Outside = ContextTaint.None with { Outside = "fetch" };

    private static readonly Execution Make = new() { Kind = "make", IsSandboxed = true };

    [Theory]
    [InlineData(PermissionMode.Ask)]
    [InlineData(PermissionMode.AcceptEdits)]
    [InlineData(PermissionMode.Yolo)]
    public void Decide_WhenTextFromOutsideWasRead_AsksForNewKindInEveryMode(PermissionMode mode)
    {
        var verdict = Decide(mode, Outside, Question(Make));
        Assert.Equal(PermissionDecision.Ask, verdict.Decision);
        Assert.Equal(["untrusted text from fetch is in the conversation"], verdict.Marks);
        Assert.Equal("untrusted text from fetch is in the conversation", verdict.Reason);
    }

    [Fact]
    public void Decide_WhenRuleAndGrantAllow_AsksAllTheSame()
    {
        var policy = new PermissionPolicy([new PermissionRuleEntry("allow", "shell", null, new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1))], PermissionMode.Ask);
        policy.Grant(new PermissionGrant("shell"));
        Assert.Equal(PermissionDecision.Allow, policy.Decide(Question(Make)).Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Decide(With(Outside, Question(Make))).Decision);
    }

    [Fact]
    public void Decide_WhenNothingFromOutsideWasRead_IsAsBefore()
    {
        Assert.Equal(PermissionDecision.Allow, Decide(PermissionMode.Yolo, ContextTaint.None, Question(Make)).Decision);
        Assert.Equal(PermissionDecision.Allow, Decide(PermissionMode.Yolo, ContextTaint.None with { HasWorkspaceText = true }, Question(Make)).Decision);
    }

    [Fact]
    public void Decide_WhenAPersonAllowedTheKind_DoesNotAskAgain()
    {
        var taint = Outside with { AllowedKinds = ["make"] };
        Assert.Equal(PermissionDecision.Allow, Decide(PermissionMode.Yolo, taint, Question(Make)).Decision);
        Assert.Equal(PermissionDecision.Ask, Decide(PermissionMode.Yolo, taint, Question(Make with { Kind = "dotnet test" })).Decision);
    }

    [Fact]
    public void Decide_WhenCommandOnlyLooks_StaysSilent()
    {
        var look = new Execution { Kind = "ls", IsSandboxed = true, IsInAutoRunTable = true };
        Assert.Equal(PermissionDecision.Allow, Decide(PermissionMode.Ask, Outside, Question(look)).Decision);
        Assert.Equal(PermissionDecision.Ask, Decide(PermissionMode.Yolo, Outside, Question(look with { NeedsNetwork = true })).Decision);
    }

    [Fact]
    public void Decide_WhenCallGoesToAnAddress_Asks()
    {
        var question = new PermissionQuestion("fetch", IsReadOnly: true, [new PermissionSubject.Url(new Uri("https://example.org/?d=x"))]);
        Assert.Equal(PermissionDecision.Allow, Decide(PermissionMode.Yolo, ContextTaint.None, question).Decision);
        Assert.Equal(PermissionDecision.Ask, Decide(PermissionMode.Yolo, Outside, question).Decision);
    }

    [Fact]
    public void Decide_WhenCallGoesToAnotherServer_Asks()
    {
        var question = new PermissionQuestion("mcp__b__send", IsReadOnly: false, [new PermissionSubject.McpCall("b", "send", default)]);
        Assert.NotNull(Outside.CautionFor(question, isWorkspaceTrusted: true));
        Assert.Null((Outside with { AllowedKinds = ["mcp server b"] }).CautionFor(question, isWorkspaceTrusted: true));
    }

    [Fact]
    public void CautionFor_WhenWorkspaceIsNotTrusted_CountsItsText()
    {
        var taint = ContextTaint.None with { HasWorkspaceText = true };
        Assert.Equal("untrusted text from the untrusted workspace is in the conversation", taint.CautionFor(Question(Make), isWorkspaceTrusted: false));
        Assert.Null(taint.CautionFor(Question(Make), isWorkspaceTrusted: true));
    }

    [Fact]
    public void CautionFor_WhenCallEditsAFile_IsNone()
    {
        Assert.Null(Outside.CautionFor(new PermissionQuestion("edit", IsReadOnly: false, [new PermissionSubject.Path("/w/a.cs", "a.cs", Writes: true)]), isWorkspaceTrusted: false));
    }

    private static PermissionVerdict Decide(PermissionMode mode, ContextTaint taint, PermissionQuestion question) => new PermissionPolicy([], mode).Decide(With(taint, question));

    private static PermissionQuestion With(ContextTaint taint, PermissionQuestion question) =>
        taint.CautionFor(question, isWorkspaceTrusted: true) is { } caution ? question with { Cautions = [caution] } : question;

    private static PermissionQuestion Question(Execution execution) => new("shell", IsReadOnly: false, []) { Execution = execution };
}
