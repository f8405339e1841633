namespace EditorAgent.Host.McpServer.Offering;

/// <summary>Something that clients may want to hear of.</summary>
internal abstract record OfferChange
{
    private OfferChange()
    {
    }

    public sealed record Tools : OfferChange;

    public sealed record Prompts : OfferChange;

    public sealed record Resources : OfferChange;

    public sealed record Resource(string Uri) : OfferChange;
}
