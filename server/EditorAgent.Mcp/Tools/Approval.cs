using EditorAgent.Core.Permissions;

namespace EditorAgent.Mcp.Tools;

/// <summary>Who or what allowed a call, in the words of the audit.</summary>
internal static class Approval
{
    /// <param name="verdict">That allowed it.</param>
    /// <param name="hasPerson">Whether a person looks at questions in this session.</param>
    public static (string By, string Rule) Of(PermissionVerdict verdict, bool hasPerson) => verdict.Source switch
    {
        DecisionSource.Rule rule => ("rule", $"{rule.Pattern} ({rule.Origin})"),
        DecisionSource.Grant grant => ("grant", grant.Given.Pattern),
        DecisionSource.Mode mode => ("mode", PermissionModeName.Of(mode.Current)),
        DecisionSource.Person => (hasPerson ? "person" : "flag", verdict.Reason),
        var other => (DecisionSourceName.Of(other), verdict.Reason),
    };
}
