using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>Holds the answers of our workspace against those of a plain MSBuildWorkspace over the same solution.</summary>
internal sealed class WorkspaceComparison
{
    private readonly CodeSnapshot ours;
    private readonly Solution theirs;
    private readonly CancellationToken token;
    private readonly SortedDictionary<string, ISymbol> mine;
    private readonly SortedDictionary<string, ISymbol> other;
    private readonly ImmutableArray<string> sample;

    private WorkspaceComparison(CodeSnapshot ours, Solution theirs, SortedDictionary<string, ISymbol> mine, SortedDictionary<string, ISymbol> other, int most, CancellationToken token)
    {
        this.ours = ours;
        this.theirs = theirs;
        this.mine = mine;
        this.other = other;
        this.token = token;

        // Evenly over the whole solution, the same ones every time.
        var common = other.Keys.Where(mine.ContainsKey).ToList();
        var step = Math.Max(1, (int)Math.Ceiling(common.Count / (double)most));
        this.sample = [.. common.Where((_, index) => index % step == 0)];
    }

    /// <param name="most">How many symbols are asked for.</param>
    public static async Task<WorkspaceComparison> CreateAsync(CodeSnapshot ours, Solution theirs, int most, CancellationToken token) =>
        new(ours, theirs, await ComparedSymbols.OfAsync(ours.Solution, token), await ComparedSymbols.OfAsync(theirs, token), most, token);

    /// <returns>How many there are.</returns>
    public async Task<int> SymbolsAsync()
    {
        var differences = new Differences();
        differences.Compare("symbols", this.mine.Keys, this.other.Keys);
        await Task.CompletedTask;
        differences.AssertNone(1);
        return this.mine.Count;
    }

    public async Task<int> ReferencesAsync()
    {
        var differences = new Differences();
        await this.ForEachAsync(async (key, one, another) =>
        {
            var expected = await SymbolFinder.FindReferencesAsync(another, this.theirs, this.token);
            var actual = await ReferenceSearch.FindAsync(this.ours.Solution, [one], null, this.token);
            var places = new List<CodePosition>();
            foreach (var reference in actual.References)
            {
                var tree = await reference.Document.GetSyntaxTreeAsync(this.token);
                places.Add(CodePosition.Of(this.ours.Solution, Location.Create(tree!, reference.Span)));
            }

            var references = expected.SelectMany(found => found.Locations).Select(location => CodePosition.Of(this.theirs, location.Location)).ToList();
            Assert.Equal(places.Count, places.Distinct().Count());
            differences.Compare(key, places, references);
        });
        differences.AssertNone(this.sample.Length);
        return this.sample.Length;
    }

    public async Task<int> ImplementationsAsync()
    {
        var differences = new Differences();
        await this.ForEachAsync(async (key, one, another) =>
        {
            var actual = await ImplementationSearch.FindAsync(this.ours.Solution, one, this.token);
            var implementations = another is INamedTypeSymbol { TypeKind: TypeKind.Interface } or { ContainingType.TypeKind: TypeKind.Interface }
                ? await SymbolFinder.FindImplementationsAsync(another, this.theirs, cancellationToken: this.token)
                : [];
            var overrides = another is INamedTypeSymbol ? [] : await SymbolFinder.FindOverridesAsync(another, this.theirs, cancellationToken: this.token);
            var derived = another switch
            {
                INamedTypeSymbol { TypeKind: TypeKind.Interface } type => await SymbolFinder.FindDerivedInterfacesAsync(type, this.theirs, cancellationToken: this.token),
                INamedTypeSymbol type => await SymbolFinder.FindDerivedClassesAsync(type, this.theirs, cancellationToken: this.token),
                _ => [],
            };
            differences.Compare(
                key,
                Places(this.ours.Solution, actual.Implementations.Concat(actual.Overrides).Concat(actual.Derived)),
                Places(this.theirs, implementations.Concat(overrides).Concat(derived)));
        });
        differences.AssertNone(this.sample.Length);
        return this.sample.Length;
    }

    /// <summary>Legs whose references are missing have only noise to say, on both sides.</summary>
    public async Task<int> DiagnosticsAsync()
    {
        var whole = this.ours.Solution.Projects.Where(project => !SnapshotDocuments.IsDegraded(this.ours, project)).Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        var actual = await new DiagnosticSearch(this.ours).FindAsync(this.ours.Solution, this.ours.Solution.ProjectIds, null, hasAnalyzers: false, this.token);
        var expected = new List<string>();
        foreach (var project in this.theirs.Projects.Where(project => whole.Contains(project.Name)))
        {
            var compilation = await project.GetCompilationAsync(this.token);
            expected.AddRange(compilation!.GetDiagnostics(this.token).Where(one => one.Severity != DiagnosticSeverity.Hidden && !one.IsSuppressed).Select(one => Text(this.theirs, one)));
        }

        var differences = new Differences();
        differences.Compare("diagnostics", actual.Found.Select(one => Text(this.ours.Solution, one.Diagnostic)), expected);
        differences.AssertNone(1);
        return actual.Found.Length;
    }

    private static string Text(Solution solution, Diagnostic diagnostic) =>
        $"{(diagnostic.Location.IsInSource ? CodePosition.Of(solution, diagnostic.Location).ToString() : "")} {diagnostic.Severity} {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private static IEnumerable<CodePosition> Places(Solution solution, IEnumerable<ISymbol> symbols) =>
        symbols.Select(symbol => symbol.Locations.First(location => location.IsInSource)).Select(location => CodePosition.Of(solution, location));

    private Task ForEachAsync(Func<string, ISymbol, ISymbol, Task> compare) =>
        Parallel.ForEachAsync(this.sample, this.token, async (key, _) => await compare(key, this.mine[key], this.other[key]));
}
