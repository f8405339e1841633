using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

/// <summary>Several allowances may share the commands of one line; every command needs one.</summary>
public sealed class SharedCommandTests
{
    [Theory]
    [InlineData("dotnet build && dotnet test", PermissionDecision.Allow)]
    [InlineData("dotnet test; npm test", PermissionDecision.Allow)]
    [InlineData("dotnet test | npm test || dotnet build", PermissionDecision.Allow)]
    [InlineData("dotnet build && rm x", PermissionDecision.Ask)]
    [InlineData("rm x; dotnet build", PermissionDecision.Ask)]
    [InlineData("cd src && dotnet build", PermissionDecision.Ask)]
    [InlineData("dotnet build & npm test", PermissionDecision.Ask)]
    [InlineData("dotnet build > x", PermissionDecision.Ask)]
    [InlineData("dotnet build && git push", PermissionDecision.Deny)]
    public void Decide_WhenALineHoldsSeveralCommands_EachNeedsAnAllowance(string command, PermissionDecision expected)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "allow shell(dotnet build)", "allow shell(dotnet test)", "deny shell(git push)");
        policy.Grant(new PermissionGrant("shell(=npm test)"));

        Assert.Equal(expected, policy.Shell(command).Decision);
    }

    [Fact]
    public void Decide_WhenTheChangeOfDirectoryIsGrantedToo_Allows()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask);
        policy.Grant(new PermissionGrant("shell(=cd src)"));
        policy.Grant(new PermissionGrant("shell(=npm test)"));

        Assert.Equal(PermissionDecision.Allow, policy.Shell("cd src && npm test").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Shell("cd .. && npm test").Decision);
    }

    [Fact]
    public void Decide_WhenThereAreMoreCommandsThanAreLookedAt_AsksButStillDenies()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "allow shell(ls)", "deny shell(git push)");
        var many = string.Join("; ", Enumerable.Repeat("ls", 33));

        Assert.Equal(PermissionDecision.Ask, policy.Shell(many).Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Shell(many + "; git push").Decision);
    }
}
