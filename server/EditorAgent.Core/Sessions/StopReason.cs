namespace EditorAgent.Core.Sessions;

/// <summary>How a turn ended.</summary>
public enum StopReason
{
    EndTurn,
    MaxTokens,
    MaxTurnRequests,
    Refusal,
    Cancelled,

    /// <summary>A failure that the loop could not get over; the turn's error says which.</summary>
    Failed,

    /// <summary>What the run may use up is used up; a next turn goes on where this one ended.</summary>
    BudgetReached,
}
