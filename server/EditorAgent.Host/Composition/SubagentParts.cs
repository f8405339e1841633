using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;

namespace EditorAgent.Host.Composition;

/// <summary>Cuts a session's parts down to what a subagent has: never more than the session, and nothing that starts another.</summary>
internal static class SubagentParts
{
    /// <summary>What only finds out. Whatever a tool of these names would change or start, plan mode denies.</summary>
    private static readonly ImmutableHashSet<string> Reading =
    [
        "read", "glob", "grep", "list", "git",
        "code_overview", "find_symbol", "read_symbol", "find_references", "call_hierarchy", "find_implementations", "diagnostics", "analyze_null", "find_tests",
    ];

    public static AgentParts For(SubagentSeat seat, AgentSession owner, AgentParts parts, AgentConfiguration configuration)
    {
        var onlyReads = seat.Profile != SubagentProfile.Code;
        return parts with
        {
            Tools = onlyReads ? Only(parts.Tools) : parts.Tools,
            Permissions = onlyReads
                ? new PermissionPolicy(configuration.PermissionRules, PermissionMode.Plan) { IsRestricted = owner.Permissions.IsRestricted }
                : owner.Permissions,
            SharedGrants = onlyReads ? null : owner.Grants,
            Grants = null,
            Trust = owner.Trust,
            Files = owner.Files,
            Role = SubagentWords.RoleOf(seat.Profile),
            Origin = seat.Origin,
            Loop = parts.Loop with { MaxStepsPerTurn = Math.Min(parts.Loop.MaxStepsPerTurn, configuration.Subagents.MaxSteps) },
            Warnings = [],
        };
    }

    private static ToolCatalog Only(ToolCatalog all) => new(all.Definitions.Where(definition => Reading.Contains(definition.Name)).Select(definition => all.Find(definition.Name)!));
}
