using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>A folder with a shell tool in it.</summary>
public sealed class ShellWorkspace : IDisposable
{
    public ShellWorkspace()
    {
        this.Root = Directory.CreateTempSubdirectory("editoragent-shell-").FullName;
        this.Spill = Path.Combine(this.Root, "spill");
        this.Shell = new ShellTool(new Workspace(this.Root, [], [this.Spill]), new SpillDirectory(this.Spill), Sandbox.Absent("not in this test"), TimeProvider.System);
    }

    public string Root { get; }

    public string Spill { get; }

    public ShellTool Shell { get; }

    public void Dispose() => Directory.Delete(this.Root, recursive: true);
}
