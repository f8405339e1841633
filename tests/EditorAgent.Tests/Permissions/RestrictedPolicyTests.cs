using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class RestrictedPolicyTests
{
    private static readonly PermissionPolicy Policy = new(
        [.. ((string[])["shell", "write(**)", "read(**)", "look"]).Select(pattern => new PermissionRuleEntry("allow", pattern, null, new ConfigurationOrigin(ConfigurationLayer.User, "/c", 1)))],
        PermissionMode.Yolo)
    {
        IsRestricted = true,
    };

    public static TheoryData<string> Denied =>
        [.. Questions.Keys];

    private static readonly Dictionary<string, PermissionQuestion> Questions = new()
    {
        ["a write"] = new("write", false, [new PermissionSubject.Path("/w/a", "a", Writes: true)]),
        ["a write that says it only reads"] = new("write", true, [new PermissionSubject.Path("/w/a", "a", Writes: true)]),
        ["a command"] = new("shell", false, [new PermissionSubject.Command("ls")]) { Execution = new Execution { Kind = "ls", IsSandboxed = true } },
        ["a command that only looks"] = new("shell", true, [new PermissionSubject.Command("ls")]) { Execution = new Execution { Kind = "ls", IsSandboxed = true, IsInAutoRunTable = true } },
        ["a command without words about how it runs"] = new("shell", true, [new PermissionSubject.Command("ls")]),
        ["a server's tool that says it only reads"] = new("mcp__a__look", true, [new PermissionSubject.McpCall("a", "look", JsonElement.Parse("{}"))]),
        ["something that changes nothing it names"] = new("look", false, []),
    };

    [Theory]
    [MemberData(nameof(Denied))]
    public void Decide_WhenRestricted_DeniesAllThatChangesOrStarts(string what)
    {
        var verdict = Policy.Decide(Questions[what]);

        Assert.Equal(PermissionDecision.Deny, verdict.Decision);
        Assert.Equal(new DecisionSource.Safeguard(PermissionMarks.Restricted), verdict.Source);
    }

    [Fact]
    public void Decide_WhenRestricted_LetsReadingPass() =>
        Assert.Equal(PermissionDecision.Allow, Policy.Decide(new PermissionQuestion("read", true, [new PermissionSubject.Path("/w/a", "a", Writes: false)])).Decision);

    [Fact]
    public void Mode_WhenRestricted_StaysPlan()
    {
        Policy.Mode = PermissionMode.Yolo;

        Assert.Equal(PermissionMode.Plan, Policy.Mode);
    }
}
