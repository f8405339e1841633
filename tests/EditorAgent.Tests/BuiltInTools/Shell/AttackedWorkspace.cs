using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>A workspace with files, links that lead out of it and a directory beside it; what commands in it would be planned as.</summary>
public sealed class AttackedWorkspace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("editoragent-attacked-").FullName;
    private readonly ShellPlan plans;

    public AttackedWorkspace()
    {
        this.Root = Directory.CreateDirectory(Path.Combine(this.folder, "work")).FullName;
        this.Outside = Directory.CreateDirectory(Path.Combine(this.folder, "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(this.Root, "src"));
        Directory.CreateDirectory(Path.Combine(this.Root, "secret"));
        Directory.CreateDirectory(Path.Combine(this.Root, "keys"));
        foreach (var file in (string[])["a.cs", "b", "x", "src/c.cs", "secret/plan.txt", "keys/server.pem", ".env"])
        {
            File.WriteAllText(Path.Combine(this.Root, file), "x\n");
        }

        File.WriteAllText(Path.Combine(this.Outside, "secret"), "x\n");
        File.CreateSymbolicLink(Path.Combine(this.Root, "link-to-outside"), Path.Combine(this.Outside, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(this.Root, "link"), this.Outside);
        var workspace = new Workspace(this.Root, [], []);
        this.plans = new ShellPlan(workspace, new TrustedPath("/usr/bin:/bin", workspace.Roots));
    }

    public string Root { get; }

    public string Outside { get; }

    public ToolPlan.Ready Plan(string command, bool needsNetwork = false, SandboxKind kind = SandboxKind.Bubblewrap) =>
        Assert.IsType<ToolPlan.Ready>(this.plans.Make(command, needsNetwork, TimeSpan.FromSeconds(10), new SandboxStatus(kind, null)));

    public PermissionVerdict Judge(PermissionPolicy policy, string command)
    {
        var plan = this.Plan(command);
        return policy.Decide(new PermissionQuestion("shell", plan.IsReadOnly, plan.Subjects) { Execution = plan.Execution });
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);
}
