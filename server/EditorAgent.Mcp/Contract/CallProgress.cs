namespace EditorAgent.Mcp.Contract;

public sealed record CallProgress(double Done, double? Total, string? Message);
