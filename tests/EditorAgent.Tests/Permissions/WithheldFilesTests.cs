using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class WithheldFilesTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("withheld-");

    [Theory]
    [InlineData("deny", "read(hidden/**)", "hidden/s.txt", true, true)]
    [InlineData("deny", "grep(hidden/**)", "hidden/s.txt", true, true)]
    [InlineData("ask", "read(hidden/**)", "hidden/s.txt", false, true)]
    [InlineData("deny", "write(hidden/**)", "hidden/s.txt", false, false)]
    [InlineData("deny", "read(hidden/**)", "shown/s.txt", false, false)]
    [InlineData("deny", "shell(cat)", "shown/.env", false, true)]
    [InlineData("allow", "read(**/.env)", "shown/.env", false, false)]
    public void Hides_WhatMayNotBeReadByName(string decision, string pattern, string file, bool hidesName, bool hidesContent)
    {
        var workspace = new Workspace(this.root.FullName, [], []);
        var policy = new PermissionPolicy([new PermissionRuleEntry(decision, pattern, null, new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1))], PermissionMode.Ask);
        var withheld = new WithheldFiles(policy, workspace, "read");
        var path = Path.Combine(workspace.RealRoot, file);

        Assert.Equal(hidesName, withheld.HidesName("grep", path));
        Assert.Equal(hidesContent, withheld.HidesContent("grep", path));
    }

    public void Dispose() => this.root.Delete(recursive: true);
}
