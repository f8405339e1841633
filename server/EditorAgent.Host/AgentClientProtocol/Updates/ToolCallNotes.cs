using System.Text.Json;
using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>What a tool card shows beyond ACP's own members.</summary>
internal static class ToolCallNotes
{
    private const int LongestDecision = 300;

    public static JsonElement? OfServer(SessionEvent.ToolCallPlanned planned) => planned.Server is { } server
        ? Write(new ToolCallDetails { Server = CanonicalText.Line(server).Text, Tool = planned.ServerTool is { } tool ? CanonicalText.Line(tool).Text : null })
        : null;

    public static JsonElement OfSubagent(SessionEvent.SubagentReported reported) => Write(new ToolCallDetails
    {
        Subagent = new SubagentDetails
        {
            SessionId = reported.Subagent.Value,
            Profile = SubagentWords.NameOf(reported.Profile),
            Steps = reported.Steps,
            Tokens = reported.Usage.Total,
        },
    });

    /// <summary>Null in a journal that does not say who decided.</summary>
    public static CallDecision? Of(SessionEvent.PermissionDecided decided) => decided.Note is { } note
        ? new CallDecision
        {
            By = MakerOf(note.By),
            IsAllowed = decided.Decision == PermissionDecision.Allow,
            Text = CanonicalText.Line(note.Text, LongestDecision).Text,
        }
        : null;

    /// <param name="decision">Absent where nothing new was decided.</param>
    /// <param name="duration">Of a call that ran. The journal's clock may have been set back meanwhile.</param>
    public static JsonElement? Meta(CallDecision? decision, TimeSpan? duration) => decision is null && duration is null
        ? null
        : Write(new ToolCallDetails { Decision = decision, DurationMs = duration is { } ran ? Math.Max(0, (long)ran.TotalMilliseconds) : null });

    private static JsonElement Write(ToolCallDetails details) =>
        JsonSerializer.SerializeToElement(new ToolCallMeta { Editoragent = details }, AcpJsonContext.Default.ToolCallMeta);

    private static DecisionMaker MakerOf(string by) => by switch
    {
        "rule" => DecisionMaker.Rule,
        "grant" => DecisionMaker.Grant,
        "safeguard" => DecisionMaker.Safeguard,
        "person" => DecisionMaker.User,
        _ => DecisionMaker.Mode,
    };
}
