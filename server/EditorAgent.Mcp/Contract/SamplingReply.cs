namespace EditorAgent.Mcp.Contract;

/// <param name="Text">Null when the user or a limit refused; <paramref name="Reason"/> then says why.</param>
/// <param name="Reason">Why there is none, or why the model stopped (<c>endTurn</c>, <c>maxTokens</c>).</param>
public sealed record SamplingReply(string? Text, string Model, string Reason);
