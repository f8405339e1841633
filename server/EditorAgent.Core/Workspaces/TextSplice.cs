namespace EditorAgent.Core.Workspaces;

/// <summary>One replacement in a <see cref="TextContent.Text"/>.</summary>
/// <param name="Start">Where, in UTF-16 units.</param>
/// <param name="Length">How much goes away.</param>
/// <param name="NewText">What comes in its place; any line ending.</param>
public readonly record struct TextSplice(int Start, int Length, string NewText);
