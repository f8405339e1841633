namespace EditorAgent.Core.Tools;

public enum PlanEntryStatus
{
    Pending,
    InProgress,
    Completed,
}

public enum PlanEntryPriority
{
    High,
    Medium,
    Low,
}

/// <summary>One line of the agent's plan.</summary>
public sealed record PlanEntry(string Content, PlanEntryPriority Priority, PlanEntryStatus Status);
