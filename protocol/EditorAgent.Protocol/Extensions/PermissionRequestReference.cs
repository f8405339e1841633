namespace EditorAgent.Protocol.Extensions;

/// <summary>Names a question and what was shown, for <see cref="AnswerApprovalParams"/> and <see cref="PermissionAnswerDetails"/>.</summary>
public sealed record PermissionRequestReference
{
    public required string RequestId { get; init; }

    /// <summary>SHA-256 over the tool, its arguments and everything it would do.</summary>
    public required string ShownHash { get; init; }

    /// <summary>Whether part of the text was too long to show; then nothing lasting is offered.</summary>
    public bool IsCut { get; init; }

    /// <summary>Arguments that the user may change before allowing the call.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? EditableArguments { get; init; }

    /// <summary>Milliseconds after showing during which a client takes no answer.</summary>
    public int ArmAfterMs { get; init; }
}
