namespace EditorAgent.Core.Trust;

/// <summary>A file of which the user trusted something else.</summary>
/// <param name="Relative">From the root.</param>
/// <param name="IsThere">Whether there is such a file now.</param>
/// <param name="WasThere">Whether there was one.</param>
/// <param name="OldText">What they trusted; null where it was not there, or was not kept.</param>
/// <param name="NewText">What it says now; null where it is not there, or cannot be shown.</param>
public sealed record TrustedFileChange(string Relative, bool IsThere, bool WasThere, string? OldText, string? NewText)
{
    public string Kind => (this.WasThere, this.IsThere) switch
    {
        (false, _) => "added",
        (_, false) => "removed",
        _ => "changed",
    };

    /// <summary>Whether old and new can be shown side by side.</summary>
    public bool HasTexts => (this.OldText is not null || !this.WasThere) && (this.NewText is not null || !this.IsThere);

    internal string WhyNoText => this.HasTexts ? "" : " (its text is too large, no text, or may hold secrets)";
}
