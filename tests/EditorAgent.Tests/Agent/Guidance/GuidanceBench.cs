using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;

namespace EditorAgent.Tests.Agent.Guidance;

/// <summary>A user's home and a workspace on the disk.</summary>
internal sealed class GuidanceBench : IDisposable
{
    public GuidanceBench()
    {
        Directory.CreateDirectory(this.Files["workspace"]);
        this.Places = new GuidancePlaces(this.Files["home/AGENTS.md"], [this.Files["home/skills"], this.Files["agents/skills"]], this.Files["home/commands"]);
        this.Workspace = new Workspace(this.Files["workspace"], [], this.Places.UserSkills);
        this.Trust = new WorkspaceTrust(new TrustStore(this.Files["trust"], TimeProvider.System), this.Workspace);
        this.Library = new GuidanceLibrary(this.Places, this.Workspace, this.Trust);
    }

    public TemporaryDirectory Files { get; } = new();

    public GuidancePlaces Places { get; }

    public Workspace Workspace { get; }

    public WorkspaceTrust Trust { get; }

    public GuidanceLibrary Library { get; }

    public void OwnSkill(string name, string text) => this.Files.Write($"home/skills/{name}/SKILL.md", text);

    public void WorkspaceSkill(string name, string text) => this.Files.Write($"workspace/.agents/skills/{name}/SKILL.md", text);

    public async Task TrustAsync(CancellationToken cancellationToken)
    {
        var asked = (TrustCheck.Undecided)await this.Trust.CheckAsync(cancellationToken);
        await this.Trust.GrantAsync(asked.Question, TrustDuration.Session, cancellationToken);
    }

    public void Dispose() => this.Files.Dispose();
}
