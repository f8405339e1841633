using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Collects what each document says and puts it in words. Legs that say the same of a file are told once. Safe to use from several threads.</summary>
internal sealed class DeltaReport(CodeSnapshot snapshot)
{
    private const int MostFixed = 8;
    private const int MostNew = 20;

    private readonly Lock gate = new();
    private readonly HashSet<FoundDiagnostic> gone = [];
    private readonly HashSet<FoundDiagnostic> came = [];
    private readonly Dictionary<FoundDiagnostic, string> still = [];
    private readonly SortedSet<string> syntaxOnly = new(StringComparer.Ordinal);
    private readonly SortedSet<string> pending = new(StringComparer.Ordinal);
    private readonly SortedSet<string> pendingProjects = new(StringComparer.Ordinal);

    /// <summary>A file's documents in the legs that can tell its diagnostics.</summary>
    public static ImmutableArray<Document> DocumentsOf(CodeSnapshot snapshot, string path) =>
    [
        .. snapshot.Solution.GetDocumentIdsWithFilePath(path)
            .Where(id => snapshot.IsWhole(id.ProjectId))
            .Select(snapshot.Solution.GetDocument).OfType<Document>(),
    ];

    public void Add(Document document, DiagnosticComparison comparison)
    {
        lock (this.gate)
        {
            this.gone.UnionWith(comparison.Fixed);
            this.came.UnionWith(comparison.New);
            foreach (var one in comparison.Still)
            {
                this.still.TryAdd(one, document.Project.Name.Split('(')[0]);
            }
        }
    }

    public void AddSyntaxOnly(string path, DiagnosticComparison comparison)
    {
        lock (this.gate)
        {
            this.syntaxOnly.Add(this.Name(path));
            this.gone.UnionWith(comparison.Fixed);
            this.came.UnionWith(comparison.New);
        }
    }

    public void AddPending(string path)
    {
        lock (this.gate)
        {
            this.pending.Add(this.Name(path));
        }
    }

    public void AddPendingProject(string project)
    {
        lock (this.gate)
        {
            this.pendingProjects.Add(project);
        }
    }

    public CodeAnswer ToAnswer()
    {
        var fresh = this.came.OrderByDescending(one => one.IsError).ThenBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Line).ToList();

        // What one leg still reports is not fixed, although another no longer does.
        var gone = this.gone.Where(one => !this.still.ContainsKey(one)).OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Line).ToList();
        var head = new List<string>();
        if (gone.Count > 0)
        {
            var named = gone.Take(MostFixed).Select(one => $"{one.Id} {Path.GetFileName(one.Path)}:{one.Line}");
            head.Add($"fixed {string.Join(", ", named)}{(gone.Count > MostFixed ? $" and {gone.Count - MostFixed} more" : "")}");
        }

        if (fresh.Count > 0 || this.pending.Count == 0)
        {
            head.Add($"new {fresh.Count}");
        }

        head.AddRange(this.still.GroupBy(entry => entry.Value, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"still {Counted(group.Select(entry => entry.Key).ToList())} in the checked files of {group.Key} (unchanged)"));
        if (this.pending.Count > 0)
        {
            head.Add($"not known yet: {string.Join(", ", this.pending)}, ask diagnostics for it");
        }

        var lines = new List<string> { "diagnostics: " + string.Join("; ", head) };
        lines.AddRange(fresh.Take(MostNew).Select(one =>
            $"{this.Name(one.Path)}:{one.Line} {one.Id} {(one.IsError ? "error: " : "")}{one.Message}{(one.Member.Length > 0 ? $"  in {one.Member}" : "")}\n{one.Line,4}| {one.Source}"));
        if (fresh.Count > MostNew)
        {
            lines.Add($"and {fresh.Count - MostNew} more; diagnostics tells all");
        }

        if (this.syntaxOnly.Count > 0)
        {
            lines.Add($"only the syntax was checked, no loaded project compiles it: {string.Join(", ", this.syntaxOnly)}");
        }

        var late = this.pendingProjects.Count > 0 ? $" · dependants pending: {string.Join(", ", this.pendingProjects)}" : "";
        lines.Add(snapshot.Coverage + late);
        return new CodeAnswer(string.Join('\n', lines)) { Places = [.. fresh.Select(one => new CodePlace(one.Path, one.Line))] };
    }

    private static string Counted(List<FoundDiagnostic> found)
    {
        var errors = found.Count(one => one.IsError);
        var warnings = found.Count - errors;
        return string.Join(" and ", new[] { Plural(errors, "error"), Plural(warnings, "warning") }.Where(part => part.Length > 0));
    }

    private static string Plural(int count, string what) => count switch { 0 => "", 1 => $"1 {what}", _ => $"{count} {what}s" };

    private string Name(string path) => PathNames.FromRoot(snapshot.Root, path);
}
