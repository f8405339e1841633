namespace EditorAgent.Protocol.Updates;

/// <summary>How much an entry of the plan matters.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PlanEntryPriority>))]
public enum PlanEntryPriority
{
    High,
    Medium,
    Low,
}
