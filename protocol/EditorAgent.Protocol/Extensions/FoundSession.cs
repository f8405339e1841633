namespace EditorAgent.Protocol.Extensions;

/// <summary>A session that a search found.</summary>
public sealed record FoundSession
{
    public required string SessionId { get; init; }

    public string? Title { get; init; }

    public required string Cwd { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>As many as were read; a very long session may have more.</summary>
    public required int Turns { get; init; }

    /// <summary>One line around the first word found in the conversation; absent when the title alone matched.</summary>
    public string? Snippet { get; init; }
}
