using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>
/// Fits items into a number of characters: everything goes down to the first step at which all fit, then the first items go up again as
/// far as there is room. Items keep their order; counts are right at every step.
/// </summary>
public static class AnswerBudget
{
    public const int Default = 6000;

    /// <summary>What a question may ask for at most.</summary>
    public const int Most = 30_000;

    private const int Rounding = 1000;
    private const int MostProjects = 40;

    /// <param name="items">Most important first; those of one file next to each other.</param>
    /// <param name="budget">Most characters of the text.</param>
    /// <param name="narrower">How else to see more, for example <c>scope</c>; null when there is no way but the budget.</param>
    public static FittedItems Fit(ImmutableArray<AnswerItem> items, int budget, string? narrower)
    {
        var whole = Length(items, Detail.Source);
        if (whole <= budget)
        {
            return new FittedItems(Text(items, [.. items.Select(_ => Detail.Source)]), null, items.Length);
        }

        var widen = $"widen with budget={Math.Min(Most, (whole / Rounding + 1) * Rounding)}{(narrower is null ? "" : $" or {narrower}")}";
        if (Length(items, Detail.Name) is var names && names <= budget)
        {
            var details = items.Select(_ => Detail.Name).ToArray();
            var room = Raise(items, details, Detail.Signature, budget - names);
            Raise(items, details, Detail.Source, room);
            var sources = details.TakeWhile(detail => detail == Detail.Source).Count();
            return new FittedItems(Text(items, details), $"shortened: {Said(items, details)}; {widen}", sources);
        }

        var (text, said) = Counts(items, budget);
        return new FittedItems(text, $"shortened: {said}; {widen}", 0);
    }

    private static int Length(ImmutableArray<AnswerItem> items, Detail detail)
    {
        var (length, header) = (0, "");
        foreach (var item in items)
        {
            length += item.At(detail).Length + 1 + (item.Header.Length > 0 && item.Header != header ? item.Header.Length + 1 : 0);
            header = item.Header;
        }

        return length;
    }

    /// <summary>Raises from the first on, until one does not fit: a hole in the middle would look like an order of importance.</summary>
    private static int Raise(ImmutableArray<AnswerItem> items, Detail[] details, Detail to, int room)
    {
        for (var index = 0; index < items.Length; index++)
        {
            var more = items[index].At(to).Length - items[index].At(details[index]).Length;
            if (more > room)
            {
                break;
            }

            room -= more;
            details[index] = to;
        }

        return room;
    }

    private static string Text(ImmutableArray<AnswerItem> items, Detail[] details)
    {
        var result = new StringBuilder();
        var header = "";
        for (var index = 0; index < items.Length; index++)
        {
            if (items[index].Header.Length > 0 && items[index].Header != header)
            {
                result.Append(items[index].Header).Append('\n');
            }

            header = items[index].Header;
            result.Append(items[index].At(details[index])).Append('\n');
        }

        return result.ToString().TrimEnd('\n');
    }

    private static string Said(ImmutableArray<AnswerItem> items, Detail[] details)
    {
        // An item without source of its own is whole as a signature.
        var whole = items.Where((item, index) => item.At(details[index]).Length == item.Source.Length).Count();
        var signatures = details.Count(detail => detail == Detail.Signature);
        return whole == items.Length
            ? $"all {items.Length} shown"
            : $"{whole} of {items.Length} whole, {(signatures > 0 ? "the others by signature or name" : "the others by name")}";
    }

    private static (string Text, string Said) Counts(ImmutableArray<AnswerItem> items, int budget)
    {
        var files = items.GroupBy(item => item.File, StringComparer.Ordinal).Select(group => $"{group.Key}  {group.Count()}").ToList();
        if (files.Sum(line => line.Length + 1) <= budget)
        {
            return (string.Join('\n', files), $"{items.Length} only counted");
        }

        var projects = items.GroupBy(item => item.Project, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}  {group.Count()} in {group.Select(item => item.File).Distinct(StringComparer.Ordinal).Count()} files").ToList();
        var shown = projects.Take(MostProjects).ToList();
        var text = string.Join('\n', shown) + (projects.Count > shown.Count ? $"\nand {projects.Count - shown.Count} more projects" : "");
        return (text, $"{items.Length} counted per project");
    }
}
