using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Holds back a batch that would break the syntax of a file that parses.</summary>
internal static class SyntaxGate
{
    private const int Around = 4;
    private const int MostErrors = 3;

    /// <returns>Null when the file may pass.</returns>
    public static CodeAnswer? Refuse(WorkingFile file, CancellationToken cancellationToken)
    {
        foreach (var options in file.ParseOptions)
        {
            var errors = Errors(file.Text, options, file.Path, cancellationToken);
            if (errors.IsEmpty || (file.Original is { } original && !Errors(original.Text, options, file.Path, cancellationToken).IsEmpty))
            {
                continue;
            }

            var told = errors.Take(MostErrors).Select(error =>
            {
                var line = NumberedLines.At(file.Text, error.Location.SourceSpan.Start);
                return $"{file.Name}:{line} {error.Id} {error.GetMessage(null)}\n{NumberedLines.Of(file.Text, line - Around, line + Around)}";
            });
            var more = errors.Length > MostErrors ? $"\n{errors.Length - MostErrors} more syntax errors" : "";
            return CodeAnswer.Failed(
                CodeError.SyntaxRejected,
                $"the edits would leave syntax errors; as the text would be:\n{string.Join('\n', told)}{more}\nnothing was written; correct the text, or set allow_broken=true when this is meant");
        }

        return null;
    }

    private static ImmutableArray<Diagnostic> Errors(string text, CSharpParseOptions options, string path, CancellationToken cancellationToken) =>
        [.. CSharpSyntaxTree.ParseText(text, options, path, cancellationToken: cancellationToken)
            .GetDiagnostics(cancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
}
