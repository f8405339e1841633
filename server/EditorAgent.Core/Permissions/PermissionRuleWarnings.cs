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
        if (pattern.Mcp is { IsIncomplete: true })
        {
            return $"can never match: it names a server and no tool. Write \"{pattern.Tool.TrimEnd('_')}__*\".";
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

        var stronger = rules.FirstOrDefault(other => other.Decision > rule.Decision && IsCovered(rule, other));
        return stronger is null ? null : $"never has an effect: {stronger.Description} is stronger.";
    }

    /// <summary>Whether all that a rule speaks of is spoken of by a stronger one; false where that is not plain to see.</summary>
    private static bool IsCovered(PermissionRule rule, PermissionRule stronger)
    {
        var (weak, strong) = (rule.Pattern, stronger.Pattern);
        if (strong.Tool != weak.Tool && !strong.Tool.AsSpan().Trim('*').IsEmpty)
        {
            return false;
        }

        return strong.IsForEverything
            || strong.Subject == weak.Subject
            || (weak.Subject is { } subject && weak.Mcp is null && subject.AsSpan().IndexOfAny("*?=") < 0 && IsFound(weak.Tool, subject, strong));
    }

    private static bool IsFound(string tool, string subject, PermissionPattern strong) => SubjectKinds.Of(tool) switch
    {
        SubjectKind.Command => strong.Finds(new PermissionSubject.Command(subject), CommandLineText.Read(subject)),
        SubjectKind.Path => !subject.StartsWith('~') && strong.Finds(new PermissionSubject.Path(subject, subject, Writes: true), null),
        _ => false,
    };

    private static bool CanCover(string pattern)
    {
        var words = pattern.TrimStart('=').Replace("*", "x", StringComparison.Ordinal).Replace("?", "x", StringComparison.Ordinal);
        return CommandLine.Parse(words) is CommandLine.Parsed { Directory: null, Commands.Length: 1 }
            || words is "cd"
            || CommandLine.Parse(words + " && x") is CommandLine.Parsed { Directory: not null, Commands.Length: 1 };
    }
}
