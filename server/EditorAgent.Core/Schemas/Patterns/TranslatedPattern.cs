namespace EditorAgent.Core.Schemas.Patterns;

/// <param name="Text">The pattern in .NET's syntax.</param>
/// <param name="IsRegular">Whether it can be run without backtracking.</param>
/// <param name="Size">How many states it takes, about.</param>
internal readonly record struct TranslatedPattern(string Text, bool IsRegular, long Size);
