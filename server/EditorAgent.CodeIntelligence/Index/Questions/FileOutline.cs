using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>A file's declarations with their lines, those of a type below it.</summary>
internal static class FileOutline
{
    public static CodeAnswer Of(IndexSnapshot snapshot, IndexScope.File scope, int budget, Coverage coverage)
    {
        var file = scope.Indexed;
        var name = PathNames.FromRoot(snapshot.Root, file.Path);
        var shown = IndexSnapshot.Read(file);
        var title = $"{shown?.Header(snapshot.Root) ?? name}{(shown is null ? "" : $"  {shown.Lines.Count} lines")}{(snapshot.Projects.Of(file.Path) is { } project ? $"  project {project.Name}" : "")}";
        var rows = file.Declarations.Where(declaration => !declaration.IsPositional).ToList();
        var items = rows.Select(row => new AnswerItem(name, name, $"{row.NameLine,4}  {Indent(row)}{KindNames.Of(row.Kind)} {row.DisplayName}")
        {
            Signature = $"{row.NameLine,4}  {Indent(row)}{row.Signature}",
        }).ToImmutableArray();
        var fitted = AnswerBudget.Fit(items, budget, "read_symbol with=[members] of one type");
        var nothing = rows.Count == 0 ? "no declarations" : null;
        return new CodeAnswer(IndexAnswer.Text(snapshot, scope, coverage, title, nothing, fitted.Text, fitted.Shortened))
        {
            Places = [new CodePlace(file.Path, 1)],
            Seen = shown is null ? [] : [shown.Seen],
        };
    }

    private static string Indent(Declaration declaration)
    {
        var depth = 0;
        for (var around = declaration.Parent; around is not null; around = around.Parent)
        {
            depth++;
        }

        return new string(' ', 2 * depth);
    }
}
