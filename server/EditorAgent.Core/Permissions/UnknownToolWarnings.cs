using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>Finds rules whose tool does not exist. Tools of servers are not judged: they come and go.</summary>
internal static class UnknownToolWarnings
{
    public static ImmutableArray<string> For(ImmutableArray<PermissionRule> rules, IReadOnlyCollection<string> tools)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        foreach (var rule in rules)
        {
            if (rule.Pattern.Mcp is null && !IsForAny(rule, tools))
            {
                var nearest = tools.OrderBy(tool => EditDistance.Between(tool, rule.Pattern.Tool.ToLowerInvariant())).FirstOrDefault();
                warnings.Add($"{rule.Description}: can never match: there is no tool \"{rule.Pattern.Tool}\". Did you mean {nearest}? Tools: {string.Join(", ", tools.Order(StringComparer.Ordinal))}.");
            }
        }

        return warnings.DrainToImmutable();
    }

    private static bool IsForAny(PermissionRule rule, IReadOnlyCollection<string> tools)
    {
        var comparison = rule.Decision == PermissionDecision.Allow ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return tools.Any(tool => Wildcard.Matches(rule.Pattern.Tool, tool, comparison)) || Wildcard.Matches(rule.Pattern.Tool, "mcp__x__x", comparison);
    }
}
