namespace EditorAgent.BuiltInTools.Web;

/// <summary>What came of a fetch.</summary>
internal abstract record WebOutcome
{
    private WebOutcome()
    {
    }

    public sealed record Fetched(WebPage Page) : WebOutcome;

    /// <summary>The address leads to another host, and nobody has allowed that one.</summary>
    public sealed record Elsewhere(Uri Target) : WebOutcome;
}
