namespace EditorAgent.BuiltInTools.Search;

/// <param name="Number">1-based.</param>
/// <param name="Text">The line, cut when very long.</param>
/// <param name="IsMatch">False for a line shown around a match.</param>
internal readonly record struct LineHit(int Number, string Text, bool IsMatch);
