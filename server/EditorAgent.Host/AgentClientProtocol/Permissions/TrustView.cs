using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.ClientMethods;
using EditorAgent.Protocol.Updates;
using WireToolKind = EditorAgent.Protocol.Updates.ToolKind;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>A question of trust in the shape of a permission request, so that every client can show it and its options.</summary>
internal static class TrustView
{
    public static IReadOnlyList<PermissionChoice> Choices { get; } =
    [
        Of("trust_always", "Trust this workspace", PermissionOptionKind.AllowAlways, new PermissionAnswer.Trust(TrustDuration.Always)),
        Of("trust_session", "Trust for this session", PermissionOptionKind.AllowOnce, new PermissionAnswer.Trust(TrustDuration.Session)),
        Of("trust_no", "Do not trust", PermissionOptionKind.RejectOnce, new PermissionAnswer.Reject(null)),
    ];

    /// <summary>
    /// Another call than the one that caused it: its title and content must not take the place of what the call itself shows. The listing is
    /// a block of code, so that nothing in it can pass for our own words.
    /// </summary>
    public static SessionUpdate.ToolCall Announce(PermissionRequest request, TrustQuestion question) => new()
    {
        ToolCallId = CallIdOf(request),
        Title = question.Title,
        Kind = WireToolKind.Other,
        Status = ToolCallStatus.Pending,
        Content = ContentOf(request, question),
    };

    public static PermissionToolCall Show(PermissionRequest request, TrustQuestion question) => new()
    {
        ToolCallId = CallIdOf(request),
        Title = question.Title,
        Kind = WireToolKind.Other,
        Status = ToolCallStatus.Pending,
        Content = ContentOf(request, question),
    };

    public static SessionUpdate.ToolCallUpdate Settle(PermissionRequest request, PermissionAnswer answer) => new()
    {
        ToolCallId = CallIdOf(request),
        Status = answer is PermissionAnswer.Trust ? ToolCallStatus.Completed : ToolCallStatus.Failed,
    };

    private static string CallIdOf(PermissionRequest request) => $"{request.CallId.Value}:trust:{request.ShownHash[..12]}";

    private static IReadOnlyList<ToolCallContent> ContentOf(PermissionRequest request, TrustQuestion question) =>
    [
        ToolCallParts.Text(ToolCallParts.Fenced($"{request.Reason}\n\n{question.ToText()}")),
        .. ToolCallParts.ContentOf(request.Plan.Diffs, null) ?? [],
    ];

    private static PermissionChoice Of(string id, string name, PermissionOptionKind kind, PermissionAnswer answer) =>
        new(new PermissionOption { OptionId = id, Name = name, Kind = kind }, answer);
}
