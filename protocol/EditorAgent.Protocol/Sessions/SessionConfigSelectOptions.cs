namespace EditorAgent.Protocol.Sessions;

/// <summary>What an option of type <c>select</c> offers: a plain list, or a list of groups.</summary>
[JsonConverter(typeof(SessionConfigSelectOptionsConverter))]
public abstract record SessionConfigSelectOptions
{
    private SessionConfigSelectOptions()
    {
    }

    public sealed record Flat(IReadOnlyList<SessionConfigSelectOption> Options) : SessionConfigSelectOptions;

    public sealed record Grouped(IReadOnlyList<SessionConfigSelectGroup> Groups) : SessionConfigSelectOptions;

    /// <summary>A shape newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : SessionConfigSelectOptions;
}
