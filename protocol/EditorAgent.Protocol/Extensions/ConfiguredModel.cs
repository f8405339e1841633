namespace EditorAgent.Protocol.Extensions;

/// <summary>A model that a session can choose.</summary>
public sealed record ConfiguredModel
{
    public required string Name { get; init; }

    public required string Provider { get; init; }

    /// <summary>As the provider knows it.</summary>
    public required string Model { get; init; }

    public required bool IsDefault { get; init; }

    /// <summary>Whether its provider has what it needs.</summary>
    public required bool IsUsable { get; init; }
}
