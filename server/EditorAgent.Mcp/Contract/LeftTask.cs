namespace EditorAgent.Mcp.Contract;

/// <summary>What became of a task that nobody waited for any more.</summary>
/// <param name="Answer">Of a completed one.</param>
public sealed record LeftTask(LeftTaskEnd End, ToolAnswer? Answer);
