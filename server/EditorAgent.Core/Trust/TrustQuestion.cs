using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>What a person is asked before anything of a workspace runs, at whichever door.</summary>
public sealed record TrustQuestion
{
    /// <summary>Links resolved.</summary>
    public required string RealRoot { get; init; }

    public required TrustState State { get; init; }

    /// <summary>What they would agree to.</summary>
    public required ExecutionFingerprint Fingerprint { get; init; }

    public required RunnableListing Listing { get; init; }

    /// <summary>For <see cref="TrustState.Changed"/>: what has changed since they agreed.</summary>
    public ImmutableArray<TrustedFileChange> Changes { get; init; } = [];

    /// <summary>Something that a person should know beside it, as one sentence, or null.</summary>
    public string? Notice { get; init; }

    public string Title => this.State == TrustState.Changed
        ? $"What would run in {CanonicalText.Line(this.RealRoot)} has changed since you trusted it. Trust it as it is now?"
        : $"Trust the workspace {CanonicalText.Line(this.RealRoot)}? Then its code and configuration may run.";

    /// <summary>The listing and the names of what has changed; the texts of the changes are shown beside it.</summary>
    public string ToText()
    {
        var changes = string.Concat(this.Changes.Select(change => $"  {change.Kind} {CanonicalText.Line(change.Relative, 200)}{change.WhyNoText}\n"));
        var changed = changes.Length > 0 ? $"Changed since you trusted it:\n{changes}\n" : "";
        var notice = this.Notice is null ? "" : $"{this.Notice}\n\n";
        return $"{notice}{changed}{this.Listing.ToText()}";
    }
}
