using System.Collections.Immutable;
using EditorAgent.Core.Tools;
using EditorAgent.Protocol.ClientMethods;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>An option as offered, and what choosing it means.</summary>
internal sealed record PermissionChoice(PermissionOption Option, PermissionAnswer Answer)
{
    /// <summary>In the order in which clients show them. A lasting allowance names the exact grant and how long it lasts.</summary>
    public static IReadOnlyList<PermissionChoice> For(ApprovalText text)
    {
        var choices = new List<PermissionChoice> { Of("allow_once", "Allow once", PermissionOptionKind.AllowOnce, new PermissionAnswer.AllowOnce()) };
        for (var i = 0; i < text.Grants.Length; i++)
        {
            var grant = text.Grants[i];
            choices.Add(Of($"allow_session_{i}", $"Allow {grant.Pattern} for this session", PermissionOptionKind.AllowAlways, new PermissionAnswer.AllowForSession(grant)));
            choices.Add(Of($"allow_always_{i}", $"Always allow {grant.Pattern} in this workspace", PermissionOptionKind.AllowAlways, new PermissionAnswer.AllowAlways(grant)));
        }

        choices.Add(Of("reject_once", "Reject", PermissionOptionKind.RejectOnce, new PermissionAnswer.Reject(null)));
        choices.Add(Of("reject_always", "Reject, and do not ask about this exact call again while this session is open", PermissionOptionKind.RejectAlways, new PermissionAnswer.Reject(null)));
        return choices;
    }

    /// <summary>One for each thing to choose, and one for none of them.</summary>
    public static IReadOnlyList<PermissionChoice> Among(ImmutableArray<string> choices) =>
    [
        .. choices.Select((choice, index) => Of($"choice_{index}", choice, PermissionOptionKind.AllowOnce, new PermissionAnswer.Chosen(index))),
        Of("reject_once", "Do not answer", PermissionOptionKind.RejectOnce, new PermissionAnswer.Reject(null)),
    ];

    private static PermissionChoice Of(string id, string name, PermissionOptionKind kind, PermissionAnswer answer) =>
        new(new PermissionOption { OptionId = id, Name = name, Kind = kind }, answer);
}
