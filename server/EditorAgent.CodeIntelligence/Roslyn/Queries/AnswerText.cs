using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>Puts an answer together: remark, items within the budget, totals, what was shortened, coverage.</summary>
internal sealed class AnswerText(CodeSnapshot snapshot, int budget)
{
    private const int LeastForItems = 200;

    private readonly List<string> remarks = [];
    private readonly List<string> notes = [];

    /// <summary>Stands above the items.</summary>
    public AnswerText Remark(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            this.remarks.Add(line);
        }

        return this;
    }

    /// <summary>Stands below the totals.</summary>
    public AnswerText Note(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            this.notes.Add(line);
        }

        return this;
    }

    /// <param name="isPartial">The deadline is over: the answer says so first.</param>
    public CodeAnswer Build(ImmutableArray<QuotedItem> items, string totals, string? narrower, bool isPartial)
    {
        var coverage = snapshot.Coverage.ToString();
        var fixedLength = coverage.Length + totals.Length + this.remarks.Sum(line => line.Length + 1) + this.notes.Sum(line => line.Length + 1);
        var fitted = AnswerBudget.Fit([.. items.Select(item => item.Item)], Math.Max(LeastForItems, budget - fixedLength), narrower);
        var lines = new List<string>();
        if (isPartial)
        {
            lines.Add($"{CodeError.Deadline}: {QueryDeadline.Most.TotalSeconds:0} s are over; this is what was found until then.");
        }

        lines.AddRange(this.remarks);
        if (fitted.Text.Length > 0)
        {
            lines.Add(fitted.Text);
        }

        lines.Add(totals);
        lines.AddRange(this.notes);
        if (fitted.Shortened is { } shortened)
        {
            lines.Add(shortened);
        }

        lines.Add(coverage);
        var shown = items.Where(item => item.Document is { IsGenerated: false }).ToList();
        return new CodeAnswer(string.Join('\n', lines))
        {
            Error = isPartial ? CodeError.Deadline : null,
            Places = [.. shown.Select(item => new CodePlace(item.Document!.File.Path, item.Line))],
            Seen = [.. shown.Select(item => item.Document!).Distinct().Where(document => fitted.Text.Contains(document.Header, StringComparison.Ordinal)).Select(document => document.File.Seen)],
        };
    }
}
