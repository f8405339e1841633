using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>Who or what decided.</summary>
public abstract record DecisionSource
{
    private DecisionSource()
    {
    }

    /// <param name="Decision">What the rule says, which for undecidable text is stronger than what came of it.</param>
    /// <param name="Pattern">As written.</param>
    /// <param name="Origin">File and line.</param>
    /// <param name="Reason">Its writer's.</param>
    public sealed record Rule(PermissionDecision Decision, string Pattern, ConfigurationOrigin Origin, string? Reason) : DecisionSource;

    public sealed record Grant(PermissionGrant Given) : DecisionSource;

    /// <summary>A promise that holds in every mode; no grant and no general rule takes it away.</summary>
    /// <param name="Mark">One of <see cref="PermissionMarks"/>.</param>
    public sealed record Safeguard(string Mark) : DecisionSource;

    /// <summary>A sandboxed command of the small table of those that only look.</summary>
    public sealed record AutoRunTable : DecisionSource;

    public sealed record Mode(PermissionMode Current) : DecisionSource;

    /// <summary>Nothing speaks of the call.</summary>
    public sealed record Default : DecisionSource;

    /// <summary>A program that the user, or a trusted workspace, has watch over calls.</summary>
    public sealed record Hook : DecisionSource;

    public sealed record Person : DecisionSource;
}
