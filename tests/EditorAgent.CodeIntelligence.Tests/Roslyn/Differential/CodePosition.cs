using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>
/// A place that means the same in both workspaces: ours counts line endings as one character, MSBuildWorkspace as they are, so lines and columns
/// are compared and not offsets.
/// </summary>
internal readonly record struct CodePosition(string File, LinePosition Start, LinePosition End)
{
    public static CodePosition Of(Solution solution, Location location)
    {
        var span = location.GetLineSpan();
        if (solution.GetDocument(location.SourceTree) is not SourceGeneratedDocument generated)
        {
            return new CodePosition(Path.GetFullPath(location.SourceTree!.FilePath), span.StartLinePosition, span.EndLinePosition);
        }

        // Some generators write their types in an order of their own in each run: what the line says counts, not where it stands.
        var line = location.SourceTree!.GetText().Lines[span.StartLinePosition.Line].ToString();
        return new CodePosition(
            $"{Path.GetFileName(generated.Project.FilePath)} {generated.Name} {line}",
            new LinePosition(0, span.StartLinePosition.Character),
            new LinePosition(0, span.EndLinePosition.Character));
    }

    public override string ToString() => $"{Path.GetFileName(this.File)}:{this.Start.Line + 1}:{this.Start.Character + 1}";
}
