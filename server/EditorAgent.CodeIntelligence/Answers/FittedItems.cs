namespace EditorAgent.CodeIntelligence.Answers;

/// <param name="Text">No line feed at the end.</param>
/// <param name="Shortened">What was shortened and how to see more, for a line of its own; null when everything is shown whole.</param>
/// <param name="Sources">How many of the leading items are shown with their source.</param>
public sealed record FittedItems(string Text, string? Shortened, int Sources);
