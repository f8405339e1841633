namespace EditorAgent.Protocol.Extensions;

/// <summary>A server of another program's file.</summary>
public sealed record McpImport
{
    public required string Name { get; init; }

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>The command or the address, without secrets.</summary>
    public required string What { get; init; }

    public required bool IsWritten { get; init; }

    /// <summary>Why it is not taken over, or what of it is not; absent when nothing is lost.</summary>
    public string? Note { get; init; }
}
