namespace EditorAgent.Mcp.Tools;

/// <summary>A server's prompt as a command that the user types: <c>/server:prompt</c>.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Description">One line.</param>
/// <param name="Hint">What may follow it; null where nothing is needed.</param>
public sealed record SlashCommand(string Name, string Description, string? Hint);
