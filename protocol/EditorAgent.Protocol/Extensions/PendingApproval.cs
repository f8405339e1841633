namespace EditorAgent.Protocol.Extensions;

/// <summary>A question without an answer. Every text is as it was shown: characters that deceive stand as <c>\u{..}</c>.</summary>
public sealed record PendingApproval
{
    public required string RequestId { get; init; }

    public required string ShownHash { get; init; }

    public required string ToolCallId { get; init; }

    public required string Title { get; init; }

    public string? Command { get; init; }

    /// <summary>Marks, why it is asked, how it would run; one line each.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>What <c>allow_session</c> and <c>allow_always</c> may name.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Grants { get; init; }

    public bool IsCut { get; init; }

    /// <summary>Arguments that the user may change before allowing the call.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> EditableArguments { get; init; }

    /// <summary>The process that asked has ended: the answer takes the turn up again.</summary>
    public bool IsResting { get; init; }
}
