using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Edits">In order; together or not at all.</param>
/// <param name="HasFormatting">Whether the changed spans are formatted by the project's .editorconfig.</param>
/// <param name="AllowsBroken">Whether new syntax errors are let through.</param>
public sealed record EditQuery(ImmutableArray<CodeEdit> Edits, bool HasFormatting, bool AllowsBroken);
