using System.Globalization;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

internal static class AuditView
{
    private const int LongestArguments = 2_000;

    public static McpAuditRecord Of(AuditEntry entry) => new()
    {
        Time = entry.Time.ToString("O", CultureInfo.InvariantCulture),
        Server = entry.Server,
        Tool = CanonicalText.Line(entry.Tool, 200).Text,
        Arguments = CanonicalText.Line(entry.Arguments, LongestArguments).Text,
        ApprovedBy = entry.ApprovedBy,
        Rule = entry.Rule,
        Outcome = entry.Outcome,
        DurationMs = (int)Math.Min(entry.DurationMs, int.MaxValue),
        ResultBytes = entry.ResultBytes,
    };
}
