using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;

/// <summary>
/// Walks references upwards from symbols until tests are met. Calls over interfaces and base members count. Where the walk ends before it is
/// finished, or nothing static leads to a test, all tests of the projects that depend on the symbols are named instead.
/// </summary>
internal sealed class TestReach(Solution solution)
{
    private const int MostSteps = 6;
    private const int MostNodes = 2000;

    private readonly Dictionary<string, ReachedTest> tests = new(StringComparer.Ordinal);
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);

    /// <summary>Why the project rule was used; null when it was not.</summary>
    public string? WhyProjects { get; private set; }

    public bool IsPartial { get; private set; }

    public async Task<ImmutableArray<ReachedTest>> FromAsync(IEnumerable<ResolvedSymbol> symbols, CancellationToken cancellationToken)
    {
        var start = symbols.ToList();
        try
        {
            await this.WalkAsync([.. start.Select(symbol => symbol.Symbol)], cancellationToken);
            this.WhyProjects ??= this.tests.Count == 0 ? "nothing static leads to a test" : null;
            if (this.WhyProjects is not null)
            {
                await this.AddProjectsAsync(start.Select(symbol => symbol.Project.Id).Distinct(), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            this.IsPartial = true;
            this.WhyProjects ??= "the time was over";
        }

        return [.. this.tests.Values.OrderBy(test => test.Distance ?? int.MaxValue).ThenBy(test => SymbolNames.Full(test.Method), StringComparer.Ordinal)];
    }

    private async Task WalkAsync(List<ISymbol> level, CancellationToken cancellationToken)
    {
        foreach (var symbol in level)
        {
            this.Meet(symbol, 0, "is changed itself");
        }

        for (var distance = 1; level.Count > 0; distance++)
        {
            if (distance > MostSteps)
            {
                this.WhyProjects = $"more than {MostSteps} steps away there are further users";
                return;
            }

            var next = new List<ISymbol>();
            foreach (var symbol in level)
            {
                if (this.visited.Count > MostNodes)
                {
                    this.WhyProjects = $"more than {MostNodes} members use it";
                    return;
                }

                var result = await ReferenceSearch.FindAsync(solution, [symbol], null, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var user in result.References.Where(IsUse).GroupBy(reference => CallTree.IdOf(reference.Enclosing!)).Select(group => group.First()))
                {
                    if (user.Kind == ReferenceKind.TypeOf)
                    {
                        this.WhyProjects ??= $"{SymbolNames.Short(symbol)} is used by typeof";
                    }

                    var reason = distance == 1 ? $"{Verb(user)} it, distance 1" : $"{Verb(user)} {SymbolNames.Short(symbol)}, distance {distance}";
                    if (!this.Meet(user.Enclosing!, distance, reason))
                    {
                        next.Add(user.Enclosing!);
                    }
                }
            }

            level = next;
        }
    }

    private static bool IsUse(FoundReference reference) => reference is { Enclosing: not null, Kind: not (ReferenceKind.Cref or ReferenceKind.NameOf) };

    private static string Verb(FoundReference reference) => reference.Kind switch
    {
        ReferenceKind.Call => "calls",
        ReferenceKind.New => "creates",
        ReferenceKind.Read => "reads",
        ReferenceKind.Write => "writes",
        _ => "uses",
    };

    /// <returns>Whether there is nothing to follow: it is a test, or it was met before.</returns>
    private bool Meet(ISymbol symbol, int distance, string reason)
    {
        if (!this.visited.Add(CallTree.IdOf(symbol)))
        {
            return true;
        }

        if (symbol is IMethodSymbol method && TestAttributes.IsTest(method))
        {
            this.Add(method, distance, reason);
            return true;
        }

        // What runs around every test of a class, or is a class of tests, reaches all of them.
        var holder = symbol as INamedTypeSymbol ?? (TestAttributes.IsSetup(symbol) ? symbol.ContainingType : null);
        foreach (var test in holder?.GetMembers().OfType<IMethodSymbol>().Where(TestAttributes.IsTest) ?? [])
        {
            this.Add(test, distance, symbol is INamedTypeSymbol ? reason : $"set up by {SymbolNames.Short(symbol)}, distance {distance}");
        }

        return false;
    }

    private void Add(IMethodSymbol test, int? distance, string reason)
    {
        if (test.Locations.FirstOrDefault(location => location.IsInSource) is { } location && solution.GetDocument(location.SourceTree)?.Project is { } project)
        {
            this.tests.TryAdd(SymbolNames.Full(test), new ReachedTest(test, project, distance, reason));
        }
    }

    private async Task AddProjectsAsync(IEnumerable<ProjectId> changed, CancellationToken cancellationToken)
    {
        var graph = solution.GetProjectDependencyGraph();
        var dependants = changed.SelectMany(id => graph.GetProjectsThatTransitivelyDependOnThisProject(id).Append(id)).Distinct();
        foreach (var document in dependants.SelectMany(id => solution.GetProject(id)!.Documents))
        {
            var root = await document.GetSyntaxRootAsync(cancellationToken);
            var candidates = root!.DescendantNodes(node => node is not BlockSyntax).OfType<MethodDeclarationSyntax>().Where(TestAttributes.CanBeTest).ToList();
            if (candidates.Count == 0)
            {
                continue;
            }

            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            foreach (var candidate in candidates)
            {
                if (model.GetDeclaredSymbol(candidate, cancellationToken) is IMethodSymbol method && TestAttributes.IsTest(method))
                {
                    this.Add(method, null, "project rule");
                }
            }
        }
    }
}
