using EditorAgent.BuiltInTools;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ToolCatalogTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Theory]
    [InlineData("bash", "shell")]
    [InlineData("run_command", "shell")]
    [InlineData("read_file", "read")]
    [InlineData("str_replace", "edit")]
    [InlineData("search_files", "grep")]
    [InlineData("ls", "list")]
    [InlineData("edt", "edit")]
    public void Nearest_ForNamesOfOtherAgents_FindsTheToolMeant(string name, string expected)
    {
        var workspace = new Workspace(this.directory.Path, [], []);
        var catalog = new ToolCatalog(BuiltInToolSet.Create(workspace, new DiskWorkspaceFiles(), Sandbox.Absent("not in this test")));
        Assert.Contains(expected, catalog.Nearest(name));
    }

    public void Dispose() => this.directory.Dispose();
}
