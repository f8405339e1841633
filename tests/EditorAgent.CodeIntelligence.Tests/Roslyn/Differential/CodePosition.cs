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
        var document = solution.GetDocument(location.SourceTree);
        var file = document is SourceGeneratedDocument ? $"{Path.GetFileName(document.Project.FilePath)} {document.Name}" : Path.GetFullPath(location.SourceTree!.FilePath);
        var span = location.GetLineSpan();
        return new CodePosition(file, span.StartLinePosition, span.EndLinePosition);
    }

    public override string ToString() => $"{Path.GetFileName(this.File)}:{this.Start.Line + 1}:{this.Start.Character + 1}";
}
