namespace EditorAgent.Protocol.Updates;

/// <summary>Where an entry of the plan is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PlanEntryStatus>))]
public enum PlanEntryStatus
{
    Pending,
    InProgress,
    Completed,
}
