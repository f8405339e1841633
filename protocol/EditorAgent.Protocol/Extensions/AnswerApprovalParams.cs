namespace EditorAgent.Protocol.Extensions;

/// <summary>
/// Answers an open question. The first valid answer counts; every other is an error. Where the process that asked has ended, the turn goes
/// on from there: the call is planned again, and if that no longer is what was shown, it is asked anew.
/// </summary>
[WireMethod(EditorAgentMethods.AnswerApproval, WireSide.Agent, Result = typeof(AnswerApprovalResult), Gate = "approvals")]
public sealed record AnswerApprovalParams
{
    public required string SessionId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Of what the user saw.</summary>
    public required string ShownHash { get; init; }

    public required ApprovalOutcome Outcome { get; init; }

    /// <summary>With <c>allow_session</c> and <c>allow_always</c>: one of the grants that were shown.</summary>
    public string? Grant { get; init; }

    /// <summary>With <c>reject</c>: told to the model.</summary>
    public string? Feedback { get; init; }

    /// <summary>With <c>allow_once</c>: all arguments of the call, of which editable ones may differ.</summary>
    public JsonElement? Arguments { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
