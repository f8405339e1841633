namespace EditorAgent.Protocol.Extensions;

[JsonConverter(typeof(SnakeCaseEnumConverter<ApprovalOutcome>))]
public enum ApprovalOutcome
{
    AllowOnce,
    AllowSession,
    AllowAlways,
    Reject,

    /// <summary>Not allowed, and the turn ends.</summary>
    Cancel,
}
