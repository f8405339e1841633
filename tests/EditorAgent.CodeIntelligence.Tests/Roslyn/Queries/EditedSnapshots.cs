using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

/// <summary>Snapshots as they are after edits in this session; nothing is written.</summary>
internal static class EditedSnapshots
{
    public static async Task<CodeSnapshot> EditedAsync(this CodeSnapshot snapshot, string file, string old, string replacement)
    {
        var path = Path.Combine(snapshot.Root, file);
        var solution = snapshot.Solution;
        var edited = "";
        foreach (var id in solution.GetDocumentIdsWithFilePath(path))
        {
            var text = (await solution.GetDocument(id)!.GetTextAsync()).ToString();
            Assert(text.Contains(old, StringComparison.Ordinal), $"{file} does not hold {old}");
            edited = text.Replace(old, replacement, StringComparison.Ordinal);
            solution = solution.WithDocumentText(id, SourceText.From(edited));
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(edited);
        var shown = snapshot.Shown;
        return snapshot with
        {
            Solution = solution,
            Baseline = snapshot.Baseline ?? snapshot.Solution,
            Shown = asked => asked == path ? ShownFile.Of(new OpenBuffer(path, edited, ContentHash.Of(bytes).Value)) : shown(asked),
        };
    }

    private static void Assert(bool holds, string message) => Xunit.Assert.True(holds, message);
}
