using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>The names of code actions: one for programs, one for people.</summary>
public static class CodeActionName
{
    public static ImmutableArray<CodeActionKind> All { get; } = [.. Enum.GetValues<CodeActionKind>()];

    public static string Of(CodeActionKind kind) => kind switch
    {
        CodeActionKind.Fix => "fix",
        CodeActionKind.FixAndAddTests => "fix_and_add_tests",
        CodeActionKind.AddTests => "add_tests",
        CodeActionKind.Explain => "explain",
        CodeActionKind.Document => "document",
        _ => "fix_test",
    };

    /// <summary>In users' words.</summary>
    public static string TitleOf(CodeActionKind kind) => kind switch
    {
        CodeActionKind.Fix => "Fix",
        CodeActionKind.FixAndAddTests => "Fix and add tests",
        CodeActionKind.AddTests => "Add tests",
        CodeActionKind.Explain => "Explain",
        CodeActionKind.Document => "Document",
        _ => "Fix the failing test",
    };

    /// <returns>Null for what is none.</returns>
    public static CodeActionKind? Parse(string? name)
    {
        foreach (var kind in All)
        {
            if (Of(kind) == name)
            {
                return kind;
            }
        }

        return null;
    }
}
