using System.Collections.Immutable;
using System.Globalization;
using DiffPlex;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Trust;

/// <summary>What changed, as <c>- old</c> and <c>+ new</c> lines that show every character for what it is; secrets are only said to have changed.</summary>
internal static class TrustDifference
{
    private const int MostLines = 200;
    private const int LongestText = 4_000;
    private const int Around = 60;

    public static ImmutableArray<string> Between(IReadOnlyList<TrustLine> old, IReadOnlyList<TrustLine> now)
    {
        var lines = new List<string>();
        foreach (var block in new Differ().CreateCustomDiffs(Keys(old), Keys(now), ignoreWhiteSpace: false, text => text.Split('\n')).DiffBlocks)
        {
            var gone = old.Skip(block.DeleteStartA).Take(block.DeleteCountA).ToList();
            var come = now.Skip(block.InsertStartB).Take(block.InsertCountB).ToList();
            Add(lines, gone, come);
        }

        return lines.Count <= MostLines
            ? [.. lines]
            : [.. lines.Take(MostLines), string.Create(CultureInfo.InvariantCulture, $"… and {lines.Count - MostLines} more lines that changed")];
    }

    private static string Keys(IEnumerable<TrustLine> lines) => string.Join('\n', lines.Select(line => line.Key));

    /// <summary>Facts of one name stand together, old above new.</summary>
    private static void Add(List<string> lines, List<TrustLine> gone, List<TrustLine> come)
    {
        for (var i = 0; i < gone.Count; i++)
        {
            var label = gone[i].Label;
            if (come.FindIndex(line => line.Label == label) is var at and >= 0)
            {
                AddPair(lines, gone[i], come[at]);
                come.RemoveAt(at);
            }
            else
            {
                lines.Add($"- {Shown(gone[i], gone[i].Text)}");
            }

            if (i == gone.Count - 1 || gone[i + 1].Label != label)
            {
                lines.AddRange(come.Where(line => line.Label == label).Select(line => $"+ {Shown(line, line.Text)}"));
                come.RemoveAll(line => line.Label == label);
            }
        }

        lines.AddRange(come.Select(line => $"+ {Shown(line, line.Text)}"));
    }

    private static void AddPair(List<string> lines, TrustLine old, TrustLine now)
    {
        if (old.Text is null && now.Text is null)
        {
            lines.Add($"- {old.ShownLabel}: (value not shown)");
            lines.Add($"+ {now.ShownLabel}: (value changed)");
            return;
        }

        var (before, after) = old.Text is not null && now.Text is not null ? Narrowed(old.Text, now.Text) : (old.Text, now.Text);
        lines.Add($"- {Shown(old, before)}");
        lines.Add($"+ {Shown(now, after)}");
    }

    private static string Shown(TrustLine line, string? text) => text is null ? line.Shown : $"{line.ShownLabel}: {CanonicalText.Line(text, LongestText)}";

    /// <summary>Of two long texts only what differs, with a little around it: a change in the middle must not be what is left out.</summary>
    private static (string Old, string New) Narrowed(string old, string now)
    {
        if (Math.Max(old.Length, now.Length) <= 4 * Around)
        {
            return (old, now);
        }

        var head = Math.Max(0, old.AsSpan().CommonPrefixLength(now) - Around);
        var most = Math.Min(old.Length, now.Length) - head;
        var tail = 0;
        while (tail < most && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        tail = Math.Max(0, tail - Around);
        return (Cut(old, head, tail), Cut(now, head, tail));
    }

    private static string Cut(string text, int head, int tail) =>
        (head > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{head} as before] ") : "")
        + text[head..(text.Length - tail)]
        + (tail > 0 ? string.Create(CultureInfo.InvariantCulture, $" [{tail} as before]") : "");
}
