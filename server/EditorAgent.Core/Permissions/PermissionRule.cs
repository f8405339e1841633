using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>A rule with a meaning.</summary>
internal sealed record PermissionRule(PermissionDecision Decision, PermissionPattern Pattern, DecisionSource.Rule Source, string Description)
{
    /// <exception cref="ConfigurationException">The rule is malformed; the message names its file and line and what to write.</exception>
    public static PermissionRule Parse(PermissionRuleEntry entry)
    {
        PermissionDecision decision = entry.Decision switch
        {
            "allow" => PermissionDecision.Allow,
            "ask" => PermissionDecision.Ask,
            "deny" => PermissionDecision.Deny,
            _ => throw new ConfigurationException($"{entry.Origin}: permission.rules.decision must be \"allow\", \"ask\" or \"deny\", in lower case."),
        };
        var pattern = PermissionPattern.Parse(entry.Pattern, decision != PermissionDecision.Allow, out var problem)
            ?? throw new ConfigurationException($"{entry.Origin}: permission.rules.pattern: {problem}");
        RuleExamples.Check(pattern, entry);
        var reason = string.IsNullOrWhiteSpace(entry.Reason) ? null : OneLine(entry.Reason);
        var source = new DecisionSource.Rule(decision, pattern.Text, entry.Origin, reason);
        return new PermissionRule(decision, pattern, source, $"{entry.Decision} rule \"{pattern.Text}\" ({entry.Origin}){(reason is null ? "" : $": {reason}")}");
    }

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
