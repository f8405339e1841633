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

            // What follows from an error on the same line or right below it would only repeat the lines.
            var places = new List<(int Line, Diagnostic Error)>();
            foreach (var error in errors)
            {
                var line = NumberedLines.At(file.Text, error.Location.SourceSpan.Start);
                if (places.Count < MostErrors && (places.Count == 0 || line > places[^1].Line + Around))
                {
                    places.Add((line, error));
                }
            }

            var told = places.Select(place =>
                $"{file.Name}:{place.Line} {place.Error.Id} {place.Error.GetMessage(null)}\n{NumberedLines.Of(file.Text, place.Line - Around, place.Line + Around)}");
            var more = errors.Length > places.Count ? $"\n{errors.Length - places.Count} more syntax {(errors.Length - places.Count == 1 ? "error" : "errors")}" : "";
            return CodeAnswer.Failed(
                CodeError.SyntaxRejected,
                $"the edits would leave syntax errors; as the text would be:\n{string.Join('\n', told)}{more}\nnothing was written; correct the text (of replace_symbol it is the whole declaration with its head), or set allow_broken=true when this is meant");
        }

        return null;
    }

    private static ImmutableArray<Diagnostic> Errors(string text, CSharpParseOptions options, string path, CancellationToken cancellationToken) =>
        [.. CSharpSyntaxTree.ParseText(text, options, path, cancellationToken: cancellationToken)
            .GetDiagnostics(cancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
}
