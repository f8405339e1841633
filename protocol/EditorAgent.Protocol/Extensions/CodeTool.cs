namespace EditorAgent.Protocol.Extensions;

/// <summary>A tool that only reads.</summary>
public sealed record CodeTool
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>JSON Schema of its arguments.</summary>
    public required JsonElement InputSchema { get; init; }
}
