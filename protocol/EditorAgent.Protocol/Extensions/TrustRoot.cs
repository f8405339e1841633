namespace EditorAgent.Protocol.Extensions;

/// <summary>One directory of a session, as it is now.</summary>
public sealed record TrustRoot
{
    /// <summary>Absolute, links resolved.</summary>
    public required string Path { get; init; }

    /// <summary><c>untrusted</c>, <c>trusted</c>, or <c>changed</c> since it was trusted.</summary>
    public required string State { get; init; }

    /// <summary>Of the files that decide what would run; a grant names it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Why it cannot be trusted at all; absent when it can.</summary>
    public string? Gap { get; init; }

    /// <summary>Empty when it is trusted.</summary>
    [JsonConverter(typeof(ItemsConverter<TrustItem>))]
    public required IReadOnlyList<TrustItem> Items { get; init; }

    /// <summary>How many definitions there are beyond those.</summary>
    public int? Unlisted { get; init; }

    [JsonConverter(typeof(ItemsConverter<TrustChange>))]
    public required IReadOnlyList<TrustChange> Changes { get; init; }
}
