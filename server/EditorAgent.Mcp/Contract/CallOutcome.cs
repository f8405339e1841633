namespace EditorAgent.Mcp.Contract;

/// <summary>What became of a call.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>What the model should do about it: words of ours, in which nothing of the server's stands.</summary>
    public string? Advice { get; init; }

    /// <summary>What became of earlier calls of the server meanwhile; may hold words of the server.</summary>
    public string? News { get; init; }

    /// <param name="Complaint">Where the structured content violates the tool's own output schema; null where it does not.</param>
    public sealed record Answered(ToolAnswer Answer, string? Complaint) : CallOutcome;

    /// <summary>It certainly did not run.</summary>
    public sealed record NotRun(string Message) : CallOutcome;

    /// <summary>It did not run: the server wants the user to log in; the message says how.</summary>
    public sealed record LoginNeeded(string Message) : CallOutcome;

    /// <summary>It was sent and nobody knows what it did.</summary>
    public sealed record Unknown(string Message) : CallOutcome;

    /// <summary>It ran; its answer cannot be read.</summary>
    public sealed record Unreadable(string Message) : CallOutcome;
}
