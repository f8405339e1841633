namespace EditorAgent.Protocol.Extensions;

/// <summary>A position as LSP counts it.</summary>
public sealed record EditorPosition
{
    /// <summary>From 0.</summary>
    public required int Line { get; init; }

    /// <summary>UTF-16 units from 0.</summary>
    public required int Character { get; init; }
}
