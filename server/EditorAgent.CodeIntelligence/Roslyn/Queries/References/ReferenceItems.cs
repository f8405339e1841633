using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>Tells references as file, member, lines.</summary>
internal static class ReferenceItems
{
    private const int WidestGap = 1;

    /// <param name="context">Lines shown around each.</param>
    public static async Task<ImmutableArray<QuotedItem>> OfAsync(
        ImmutableArray<FoundReference> references, Quotations quotations, int context, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        foreach (var file in references.GroupBy(reference => ReferenceSearch.KeyOf(reference.Document)))
        {
            var document = file.First().Document;
            var quoted = await quotations.OfAsync(document, cancellationToken);
            foreach (var member in file.GroupBy(reference => reference.Enclosing is { } enclosing ? SymbolNames.Short(enclosing) : "(outside of types)"))
            {
                var lines = member.Select(reference => quoted.LineOf(reference.Span.Start)).Distinct().Order().ToImmutableArray();
                var title = "  " + member.Key;
                items.Add(new QuotedItem(
                    new AnswerItem(QueryScope.NameOf(document.Project), quoted.Path, $"{title}  {string.Join(", ", lines)}")
                    {
                        Header = quoted.Header,
                        Signature = $"{title}\n{Quoted(quoted.File, lines, 0)}",
                        Source = $"{title}\n{Quoted(quoted.File, lines, context)}",
                    },
                    quoted,
                    lines[0]));
            }
        }

        return items.ToImmutable();
    }

    /// <summary>Lines with what is around them; neighbours run together.</summary>
    private static string Quoted(ShownFile file, ImmutableArray<int> lines, int context)
    {
        var parts = new List<string>();
        for (var index = 0; index < lines.Length;)
        {
            var end = index;
            while (end + 1 < lines.Length && lines[end + 1] - lines[end] <= (2 * context) + WidestGap)
            {
                end++;
            }

            parts.Add(NumberedLines.Of(file, lines[index] - context, lines[end] + context, context == 0 ? [] : lines, ""));
            index = end + 1;
        }

        return string.Join('\n', parts);
    }
}
