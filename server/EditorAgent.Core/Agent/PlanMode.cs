using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent;

/// <summary>A session's plan mode.</summary>
/// <param name="session">Asked for when it is used.</param>
public sealed class PlanMode(Func<AgentSession> session) : IPlanMode
{
    public bool IsOn => session().Permissions.Mode == PermissionMode.Plan;

    public bool IsForGood => session().Permissions.IsRestricted;

    public string Next => PermissionModeName.Of(session().ModeAfterPlan);

    public void Leave() => session().UseMode(session().ModeAfterPlan);
}
