using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>A decision about a call as its card tells it: who decided, in one line why.</summary>
/// <param name="By">As <see cref="DecisionSourceName"/> has it.</param>
/// <param name="Text">One line.</param>
public sealed record DecisionNote(string By, string Text)
{
    public static DecisionNote Of(PermissionVerdict verdict)
    {
        var done = verdict.Decision == PermissionDecision.Allow ? "allowed" : "denied";
        return new DecisionNote(DecisionSourceName.Of(verdict.Source), verdict.Source switch
        {
            DecisionSource.Rule rule => $"{done} by rule {rule.Pattern} in {Place(rule.Origin)}{(rule.Reason is { } reason ? $": {reason}" : "")}",
            DecisionSource.Grant grant => $"{done} by your earlier approval of {grant.Given.Pattern}",
            DecisionSource.Person => verdict.Reason,
            _ => $"{done}: {verdict.Reason}",
        });
    }

    private static string Place(ConfigurationOrigin origin)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && origin.Source.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? (origin with { Source = "~" + origin.Source[home.Length..] }).ToString()
            : origin.ToString();
    }
}
