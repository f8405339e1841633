using EditorAgent.Core.Permissions;
using EditorAgent.Tests.Permissions;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>
/// Command lines that must never run unasked although the user allowed the programs in them by name, and harmless ones that must. In
/// the inputs <c>C</c> is a file that would appear.
/// </summary>
public sealed class ShellAttackTests(AttackedWorkspace workspace) : IClassFixture<AttackedWorkspace>
{
    private static readonly string[] AllowList = [.. ((string[])["ls", "cat", "echo", "find", "rg", "grep", "head", "wc"]).Select(program => $"allow shell({program})")];

    public static TheoryData<string> Attacks => [.. ShellAttackInputs.All];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Decide_OfAnAttack_NeverAllows(string command)
    {
        var plan = workspace.Plan(command);

        Assert.False(plan.Execution!.IsInAutoRunTable);
        Assert.True(plan.NeedsTrust);
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Ask, AllowList), command).Decision);
    }

    [Theory]
    [InlineData("ls -la src")]
    [InlineData("cat a.cs | head -n 5")]
    [InlineData("grep -n \"foo bar\" a.cs")]
    [InlineData("find . -name '*.cs' -type f")]
    [InlineData("rg -n 'x' src && wc -l a.cs")]
    [InlineData("echo 'a; b | c'")]
    [InlineData("pwd; ls")]
    [InlineData("l''s")]
    [InlineData("''ls")]
    [InlineData("ls -R src; ls -- -x")]
    [InlineData("head -20 a.cs; tail -n5 b; nl -ba a.cs; stat -c %s b; file -b b")]
    [InlineData("grep -rniE -A2 -nB 3 'a|b' src")]
    [InlineData("find src secret -maxdepth 2 -size +1k -mtime -3 -newer a.cs")]
    [InlineData("rg -g '*.cs' -t cs -- -x src")]
    [InlineData("dotnet --list-sdks")]
    [InlineData("cat src/../a.cs")]
    public void Decide_OfALookInside_AllowsWithoutAnyRule(string command)
    {
        Assert.SkipWhen(workspace.Plan(command).Execution!.Unreadable?.Contains("no program", StringComparison.Ordinal) ?? false, "a program is not installed");

        Assert.Equal(PermissionDecision.Allow, workspace.Judge(new PermissionPolicy([], PermissionMode.Ask), command).Decision);
        Assert.False(workspace.Plan(command).NeedsTrust);
    }

    [Theory]
    [InlineData("cat secret/plan.txt")]
    [InlineData("head -n 1 src/../secret/plan.txt")]
    [InlineData("cp secret/plan.txt x")]
    [InlineData("cd secret && cat plan.txt")]
    [InlineData("tar -cf x.tar --directory=secret .")]
    public void Decide_WhenADenyRuleForReadingHoldsForThePath_Denies(string command) =>
        Assert.Equal(PermissionDecision.Deny, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Yolo, "deny read(secret/**)", "allow shell"), command).Decision);

    [Theory]
    [InlineData("cat secr*/plan.txt")]
    [InlineData("cat s$X/plan.txt")]
    [InlineData("cat < a")]
    public void Decide_WhenUnreadableTextMightReachADeniedFile_Asks(string command)
    {
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Yolo, "deny read(secret/**)", "allow shell"), command).Decision);
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Yolo, "ask read(/etc/**)"), command).Decision);
        Assert.Equal(PermissionDecision.Allow, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Yolo), command).Decision);
    }

    [Theory]
    [InlineData("grep -r x .")]
    [InlineData("rg x")]
    [InlineData("find .")]
    [InlineData("ls -R")]
    public void Decide_WhenADenyRuleHoldsForSomethingBelow_Asks(string command)
    {
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Yolo, "deny read(secret/**)", "allow shell"), command).Decision);
        Assert.Equal(PermissionDecision.Allow, workspace.Judge(PolicyOnDisk.Create(PermissionMode.Ask, "deny read(secret/**)"), command.Replace(".", "", StringComparison.Ordinal) + " src").Decision);
    }

    [Theory]
    [InlineData("grep -r x .")]
    [InlineData("grep -r x keys")]
    [InlineData("rg x keys")]
    [InlineData("rg x")]
    [InlineData("rg -g .env x .")]
    [InlineData("cat .env")]
    [InlineData("cat keys/server.pem")]
    public void Plan_WhenASecretWouldBeRead_IsNotInTheTable(string command) => Assert.False(workspace.Plan(command).Execution!.IsInAutoRunTable);
}
