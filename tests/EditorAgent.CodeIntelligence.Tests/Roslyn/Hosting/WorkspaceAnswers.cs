using System.Text;
using EditorAgent.CodeIntelligence.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>What a snapshot says of everything in it, as one text: two workspaces are the same when it is.</summary>
internal static class WorkspaceAnswers
{
    /// <param name="snapshot">The moment.</param>
    /// <param name="referenced">The name of a type whose references are told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string> OfAsync(CodeSnapshot snapshot, string referenced, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().AppendLine(snapshot.Coverage.ToString());
        foreach (var project in snapshot.Solution.Projects.OrderBy(project => project.Name, StringComparer.Ordinal))
        {
            text.AppendLine(project.Name);
            foreach (var document in project.Documents.OrderBy(document => document.FilePath, StringComparer.Ordinal))
            {
                text.AppendLine($"  {document.FilePath} {snapshot.Shown(document.FilePath!)?.Hash} {await document.GetTextAsync(cancellationToken)}");
            }

            var compilation = (await project.GetCompilationAsync(cancellationToken))!;
            Append(text, compilation.GetDiagnostics(cancellationToken).Select(diagnostic => diagnostic.ToString()));
            Append(text, compilation.GetSymbolsWithName(_ => true, SymbolFilter.All, cancellationToken).Select(symbol => symbol.GetDocumentationCommentId() ?? symbol.Name));
        }

        var found = await SymbolFinder.FindSourceDeclarationsAsync(snapshot.Solution, referenced, ignoreCase: false, SymbolFilter.Type, cancellationToken);
        foreach (var symbol in found.OrderBy(symbol => symbol.ContainingAssembly.Name, StringComparer.Ordinal))
        {
            var references = await SymbolFinder.FindReferencesAsync(symbol, snapshot.Solution, cancellationToken);
            Append(text, references.SelectMany(reference => reference.Locations).Select(location => $"{referenced} {location.Document.Project.Name} {location.Location}"));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            text.Append("    ").AppendLine(line);
        }
    }
}
