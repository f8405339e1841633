namespace EditorAgent.Protocol.Extensions;

public sealed record ChangedFile
{
    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    public required FileStanding Standing { get; init; }

    /// <summary>In the order of their lines; empty where <c>obstacle</c> says why.</summary>
    [JsonConverter(typeof(ItemsConverter<ChangedHunk>))]
    public required IReadOnlyList<ChangedHunk> Hunks { get; init; }

    /// <summary>Why its changes cannot be judged one by one; for the user.</summary>
    public string? Obstacle { get; init; }
}
