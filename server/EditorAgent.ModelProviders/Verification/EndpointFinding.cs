using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>What one check found out.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Grade">How it went.</param>
/// <param name="Detail">One line: what was seen, and where it matters what it means. Secrets masked.</param>
public sealed record EndpointFinding(string Check, FindingGrade Grade, string Detail)
{
    /// <summary>The class of the failure after which no more requests make sense; null when there is none.</summary>
    public ModelFailureKind? Stops { get; init; }
}
