namespace EditorAgent.Protocol.Extensions;

/// <summary>A file of which the user trusted something else.</summary>
public sealed record TrustChange
{
    /// <summary>From the root.</summary>
    public required string Path { get; init; }

    /// <summary><c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
    public required string Kind { get; init; }

    public string? OldText { get; init; }

    public string? NewText { get; init; }
}
