using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Protocol.ClientMethods;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>An option as offered, and what choosing it means.</summary>
internal sealed record PermissionChoice(PermissionOption Option, PermissionGrant? Grant)
{
    /// <summary>In the order in which clients show them. An "always" names the exact grant.</summary>
    public static IReadOnlyList<PermissionChoice> For(ToolPlan.Ready plan)
    {
        var choices = new List<PermissionChoice> { Of("allow_once", "Allow once", PermissionOptionKind.AllowOnce) };
        for (var i = 0; i < plan.OfferedGrants.Length; i++)
        {
            var grant = plan.OfferedGrants[i];
            var option = Of($"allow_always_{i}", $"Always allow {grant.Pattern} in this session", PermissionOptionKind.AllowAlways);
            choices.Add(option with { Grant = grant });
        }

        choices.Add(Of("reject_once", "Reject", PermissionOptionKind.RejectOnce));
        choices.Add(Of("reject_always", "Reject, and do not ask about this exact call again", PermissionOptionKind.RejectAlways));
        return choices;
    }

    private static PermissionChoice Of(string id, string name, PermissionOptionKind kind) =>
        new(new PermissionOption { OptionId = id, Name = name, Kind = kind }, null);
}
