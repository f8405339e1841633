using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Naming;

/// <summary>
/// Makes of a server's list what may be offered: those tools that the configuration wants, under names that are unique, and each with the
/// definition that the user has met; what changed since is told beside it.
/// </summary>
internal sealed class ToolOffering(HubParts parts)
{
    public async Task<ToolOffer> MakeAsync(McpServerDeclaration server, ServerIdentity identity, ServerListing<ServerTool> listing, CancellationToken cancellationToken)
    {
        // Names are given to all, so that switching one off renames no other.
        var named = ToolNaming.Of(server.Name, listing.Items, parts.ReservedNames);
        ImmutableArray<NamedTool> wanted = [.. named.Tools.Where(tool => IsWanted(server, tool.Tool.Name))];
        var changes = await parts.Pins.CompareAsync(identity, [.. wanted.Select(tool => tool.Tool)], cancellationToken);
        var isBelieved = parts.Approvals.BelievesHints(parts.Workspace.RealRoot, server, identity);
        var offered = ImmutableArray.CreateBuilder<OfferedTool>(wanted.Length);
        foreach (var (tool, name) in wanted)
        {
            var changed = changes.GetValueOrDefault(tool.Name)?.Lines ?? [];
            var shown = changed.IsEmpty ? tool : parts.Pins.Approved(identity, tool.Name) ?? tool;
            offered.Add(new OfferedTool(server.Name, shown, name, changed) { AreHintsBelieved = isBelieved, ChangedHash = changed.IsEmpty ? null : ToolPins.HashOf(identity, tool) });
        }

        return new ToolOffer(offered.MoveToImmutable(), listing.Items, [.. listing.Problems, .. named.Problems, .. Unknown(server, listing.Items)]);
    }

    private static bool IsWanted(McpServerDeclaration server, string tool) =>
        (server.EnabledTools is not { } enabled || enabled.Contains(tool)) && !server.DisabledTools.Contains(tool);

    /// <summary>What is written as a restriction and restricts nothing is told.</summary>
    private static IEnumerable<string> Unknown(McpServerDeclaration server, ImmutableArray<ServerTool> tools) =>
        (server.EnabledTools ?? []).Concat(server.DisabledTools)
            .Where(name => !tools.Any(tool => tool.Name == name))
            .Take(5)
            .Select(name => $"The configuration names a tool {CanonicalText.Line(name, 80)}, which it does not have.");
}
