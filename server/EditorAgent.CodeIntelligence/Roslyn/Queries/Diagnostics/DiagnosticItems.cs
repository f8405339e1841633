using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;

/// <summary>Tells diagnostics as file, member, line.</summary>
internal static class DiagnosticItems
{
    /// <param name="mark">Behind each, for example <c>[new]</c>; empty for none.</param>
    public static async Task<ImmutableArray<QuotedItem>> OfAsync(
        ImmutableArray<FoundDiagnostic> found, string mark, Quotations quotations, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        foreach (var file in found.GroupBy(one => one.Document is null ? one.Project.Name : ReferenceSearch.KeyOf(one.Document)))
        {
            var project = file.First().Project;
            var quoted = file.First().Document is { } document ? await quotations.OfAsync(document, cancellationToken) : null;
            foreach (var member in file.GroupBy(one => one.Member))
            {
                var lines = member.Select(one => (Line: quoted?.LineOf(one.Diagnostic.Location.SourceSpan.Start), one.Diagnostic)).ToList();
                var title = "  " + (member.Key.Length > 0 ? member.Key : "(outside of types)");
                var ids = string.Join(", ", lines.GroupBy(line => line.Diagnostic.Id).Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} x {group.Key}"));
                items.Add(new QuotedItem(
                    new AnswerItem(QueryScope.NameOf(project), quoted?.Path ?? project.Name, $"{title}  {ids}")
                    {
                        Header = quoted?.Header ?? project.Name,
                        Signature = lines.Count == 1 ? $"{title}  {Said(lines[0])}" : $"{title}\n{string.Join('\n', lines.Select(line => "    " + Said(line)))}",
                    },
                    quoted,
                    lines[0].Line ?? 0));
            }
        }

        return items.ToImmutable();

        string Said((int? Line, Diagnostic Diagnostic) one)
        {
            var severity = one.Diagnostic.Severity == DiagnosticSeverity.Error ? "error " : "";
            return $"{one.Line}{(one.Line is null ? "" : " ")}{severity}{one.Diagnostic.Id} {one.Diagnostic.GetMessage(CultureInfo.InvariantCulture)}{mark}";
        }
    }

    /// <summary>For example <c>2 errors, 1 warning in Api</c>.</summary>
    public static string Count(IEnumerable<FoundDiagnostic> found)
    {
        var list = found.ToList();
        var counts = list.GroupBy(one => one.Diagnostic.Severity)
            .OrderByDescending(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}{(group.Count() == 1 || group.Key == DiagnosticSeverity.Info ? "" : "s")}");
        var projects = list.Select(one => QueryScope.NameOf(one.Project)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return list.Count == 0 ? "0 diagnostics" : $"{string.Join(", ", counts)} in {string.Join(", ", projects)}";
    }
}
