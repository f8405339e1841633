namespace EditorAgent.Protocol.Extensions;

/// <summary>A range as LSP counts it; the end is behind the last character.</summary>
public sealed record EditorRange
{
    public required EditorPosition Start { get; init; }

    public required EditorPosition End { get; init; }
}
