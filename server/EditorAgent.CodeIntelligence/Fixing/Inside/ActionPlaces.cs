using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>From <c>path:line</c>, or from a project's name, a directory or a file, to documents.</summary>
internal static class ActionPlaces
{
    public static async Task<(Document? Document, TextSpan Line, CodeAnswer? Refusal)> AtAsync(string place, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var colon = place.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return (null, default, CodeAnswer.Failed(CodeError.Failed, $"'{place}' is no place; write path:line, for example src/Api/Orders.cs:42"));
        }

        var documents = InScope(place[..colon], snapshot);
        if (documents.IsEmpty)
        {
            return (null, default, CodeAnswer.Failed(CodeError.SymbolNotFound, $"{place[..colon]} is in no loaded project"));
        }

        var text = (await documents[0].GetTextAsync(cancellationToken)).ToString();
        var lines = LineMap.Of(text);
        return number > lines.Count
            ? (null, default, CodeAnswer.Failed(CodeError.Failed, $"{place[..colon]} has only {lines.Count} lines"))
            : (documents[0], TextSpan.FromBounds(lines.StartOf(number), lines.StartOf(number + 1)), null);
    }

    /// <summary>Each file once, in whole legs only; null is everything.</summary>
    public static ImmutableArray<Document> InScope(string? scope, CodeSnapshot snapshot)
    {
        var wanted = scope?.Trim().TrimEnd('/');
        return
        [
            .. snapshot.Solution.Projects.Where(project => snapshot.IsWhole(project.Id))
                .SelectMany(project => project.Documents)
                .Where(document => document.FilePath is { } path && Holds(document.Project.Name, PathNames.FromRoot(snapshot.Root, path), path))
                .DistinctBy(document => document.FilePath)
                .OrderBy(document => document.FilePath, StringComparer.Ordinal),
        ];

        bool Holds(string project, string name, string path) =>
            (string.IsNullOrEmpty(wanted) || wanted == "solution" || wanted == project || wanted == project.Split('(')[0] || name == wanted || path == wanted
                || name.StartsWith(wanted + "/", StringComparison.Ordinal) || name.EndsWith("/" + wanted, StringComparison.Ordinal))
            && GeneratedFiles.ReasonFor(name, null) is null;
    }
}
