using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Security.Tests.Cases;

namespace EditorAgent.Security.Tests.Judging;

/// <summary>Counts what was played, and writes the table when all tests have ended.</summary>
public sealed class AttackReport : IDisposable
{
    private readonly ConcurrentBag<Played> played = [];

    private static string File => Repository.At("artifacts", "security", "attacks.md");

    internal void Add(string cell, AttackInput input, bool isHeld) =>
        this.played.Add(new Played(cell, input.Id, input.Group, input.Awaits is not null, isHeld));

    public void Dispose()
    {
        if (this.played.IsEmpty)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, this.Table());
    }

    private string Table()
    {
        var cells = this.played.Select(one => one.Cell).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = new StringBuilder($"| group | cases | inputs | {string.Join(" | ", cells)} | no proof yet |\n|---|---|---|{string.Concat(cells.Select(_ => "---|"))}---|\n");
        foreach (var group in this.played.GroupBy(one => one.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row(table, group.Key, [.. group], cells);
        }

        Row(table, "all", [.. this.played], cells);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, List<Played> rows, List<string> cells)
    {
        var proven = rows.Where(row => !row.Awaits).ToList();
        var cases = proven.Select(row => row.Id).Distinct().Count();
        var inputs = cells.Count == 0 ? 0 : cells.Max(cell => proven.Count(row => row.Cell == cell));
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {cases} | {inputs} |");
        foreach (var cell in cells)
        {
            var own = proven.Where(row => row.Cell == cell).ToList();
            table.Append(CultureInfo.InvariantCulture, $" {own.Count(row => row.IsHeld)} of {own.Count} |");
        }

        var awaiting = rows.Where(row => row.Awaits).ToList();
        table.Append(CultureInfo.InvariantCulture, $" {awaiting.Select(row => row.Id).Distinct().Count()} cases |\n");
    }

    private sealed record Played(string Cell, string Id, string Group, bool Awaits, bool IsHeld);
}
