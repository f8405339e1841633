using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

public sealed class ShellPlanTests(AttackedWorkspace workspace) : IClassFixture<AttackedWorkspace>
{
    [Theory]
    [InlineData("git status --short", "shell(=git status --short)")]
    [InlineData("git commit -m 'fix it'", "shell(=git commit -m 'fix it')")]
    [InlineData("cd src && git status; id | wc -l", "shell(=cd src) && shell(=git status) && shell(=id) && shell(=wc -l)")]
    [InlineData("id; id", "shell(=id)")]
    [InlineData("echo '(a)'", null)]
    [InlineData("echo $(id)", null)]
    [InlineData("ls *", null)]
    [InlineData("PATH=. ls", null)]
    [InlineData("ls\nid", null)]
    [InlineData("cat <x", null)]
    [InlineData("cd /etc && id", null)]
    [InlineData("no-such-program-here", null)]
    public void Make_OffersAnExactRuleForEachCommand_OnlyForWhatWasTakenApart(string command, string? grant) =>
        Assert.Equal(grant is null ? [] : [new PermissionGrant(grant)], workspace.Plan(command).OfferedGrants);

    [Fact]
    public void Make_WhenTheNetworkIsAskedForOrNothingKeepsItIn_OffersNoRule()
    {
        Assert.Empty(workspace.Plan("git fetch", needsNetwork: true).OfferedGrants);
        Assert.Empty(workspace.Plan("git status", kind: SandboxKind.None).OfferedGrants);
        Assert.False(workspace.Plan("ls", needsNetwork: true).Execution!.IsInAutoRunTable);
    }

    [Fact]
    public void Make_WhenTheOfferedRuleIsGranted_CoversTheSameCommandAndNoOther()
    {
        const string command = "cd src && git log 'a b'; id | wc -l";
        var policy = new PermissionPolicy([], PermissionMode.Ask);
        policy.Grant(Assert.Single(workspace.Plan(command).OfferedGrants));

        Assert.Equal(PermissionDecision.Allow, workspace.Judge(policy, command).Decision);
        Assert.Equal(PermissionDecision.Allow, workspace.Judge(policy, "id; git log \"a b\"").Decision);
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(policy, command + "; id -u").Decision);
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(policy, "git log a b").Decision);
        Assert.Equal(PermissionDecision.Ask, workspace.Judge(policy, "cd link && id").Decision);
    }

    [Fact]
    public void Make_NamesProgramsByTheirPathsAndWhatLiesOutside()
    {
        var plan = workspace.Plan("cat ../outside/secret | grep -f /etc/hosts x");

        Assert.Equal(["runs /usr/bin/cat, /usr/bin/grep", $"reaches {workspace.Outside}/secret, outside the workspace", "reaches /etc/hosts, outside the workspace"], plan.Notes);
    }

    [Theory]
    [InlineData("cat link-to-outside", "/secret")]
    [InlineData("cat link/../outside/secret", "/../outside/secret")]
    [InlineData("tar --file=../outside/x src", "/x")]
    [InlineData("dd of=../outside/x", "/x")]
    [InlineData("gcc -I../outside a.c", "")]
    [InlineData("cat ~/.ssh/id_rsa", null)]
    public void Make_WhenAPathLeadsOutside_SaysWhereItReallyLeads(string command, string? below)
    {
        var expected = below is null ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh/id_rsa") : Path.GetFullPath(workspace.Outside + below);
        if (below is null && !Directory.Exists(Path.GetDirectoryName(expected)))
        {
            expected = null;
        }

        var outside = workspace.Plan(command).Subjects.OfType<PermissionSubject.Path>().Where(path => path.IsOutside).Select(path => path.Absolute);

        Assert.True(expected is null || outside.Contains(expected), string.Join(", ", outside));
    }

    [Theory]
    [InlineData("dotnet test --no-build", "dotnet test")]
    [InlineData("make && dotnet test", "make, dotnet test")]
    [InlineData("echo $X", "bash")]
    public void Make_SaysWhatKindOfProgramRuns(string command, string kind)
    {
        var plan = workspace.Plan(command);

        Assert.Equal(plan.Execution!.Unreadable is null ? kind : "bash", plan.Execution.Kind);
        Assert.True(plan.NeedsTrust);
    }
}
