namespace EditorAgent.Protocol.Extensions;

public sealed record AnswerApprovalResult
{
    /// <summary>Set when the answer has taken up a resting turn: the result then comes at that turn's end. Absent while a prompt is running, which has its own result.</summary>
    public StopReason? StopReason { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
