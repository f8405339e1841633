using EditorAgent.Core.Commands;
using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>Finds rules that are well-formed and yet say nothing: their writer believes in something that does not happen.</summary>
internal static class PermissionRuleWarnings
{
    public static ImmutableArray<string> For(ImmutableArray<PermissionRule> rules)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        foreach (var rule in rules)
        {
            if (Complain(rule, rules) is { } complaint)
            {
                warnings.Add($"{rule.Description}: {complaint}");
            }
        }

        return warnings.ToImmutable();
    }

    private static string? Complain(PermissionRule rule, ImmutableArray<PermissionRule> rules)
    {
        var pattern = rule.Pattern;
        var isMcp = pattern.Tool.StartsWith("mcp__", StringComparison.OrdinalIgnoreCase);
        if (isMcp && pattern.Subject is not null)
        {
            return "can never match: calls of MCP tools are told apart by the tool's name only. Write the name without parentheses.";
        }

        if (isMcp && !pattern.Tool.Contains('*') && !pattern.Tool[5..].Contains("__", StringComparison.Ordinal))
        {
            return $"can never match: it names a server and no tool. Write \"{pattern.Tool}__*\".";
        }

        if (pattern.IsImpossiblePath)
        {
            return "can never match: paths are resolved before they are judged and hold no \"..\".";
        }

        if (rule.Decision == PermissionDecision.Allow && pattern.Tool == "shell" && pattern.Subject is { } command && !CanCover(command))
        {
            return "can never match: an allow rule covers one plain command only, without operators, expansions and escapes.";
        }

        if (rule.Decision != PermissionDecision.Allow && pattern.Subject?.IndexOfAny(['{', '[']) >= 0)
        {
            return "'{' and '[' stand for themselves here. If alternatives were meant, write one rule for each.";
        }

        var stronger = rules.FirstOrDefault(other => other.Decision > rule.Decision && other.Pattern.Subject == pattern.Subject && other.Pattern.Tool == pattern.Tool);
        return stronger is null ? null : $"never has an effect: {stronger.Description} is stronger.";
    }

    private static bool CanCover(string pattern) => CommandLineText.Read(pattern.Replace("*", "x", StringComparison.Ordinal).Replace("?", "x", StringComparison.Ordinal)).SimpleWords is not null;
}
