using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>What came back for one request.</summary>
/// <param name="Status">HTTP's; 0 when there was no answer at all.</param>
/// <param name="Stream">What the stream showed.</param>
internal sealed record ProbeAnswer(int Status, ProbeStream Stream)
{
    /// <summary>The whole answer as a session would have taken it; null when there is none.</summary>
    public ModelEvent.Completed? Completed { get; init; }

    /// <summary>Why there is none.</summary>
    public ModelFailure? Failure { get; init; }

    /// <summary>The body of a refusal, bounded.</summary>
    public string? Refusal { get; init; }

    public string Text => this.Completed?.Message.Text ?? "";

    /// <summary>One line for a finding.</summary>
    public string Trouble => this.Failure?.Message ?? "no whole answer";
}
