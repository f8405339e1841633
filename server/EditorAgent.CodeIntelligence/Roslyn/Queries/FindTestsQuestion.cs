using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>Which tests a change can break, each with its reason.</summary>
public sealed class FindTestsQuestion(TimeProvider time)
{
    private const string Limits = "Static reach only: reflection, DI and JSON are not seen.";

    public Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, FindTestsQuery query, CancellationToken cancellationToken) =>
        Question.AnswerAsync(snapshot, "the affected tests", time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, FindTestsQuery query, CancellationToken cancellationToken)
    {
        var isChanged = query.Symbols is [] or ["changed"];
        var symbols = new List<ResolvedSymbol>();
        foreach (var address in isChanged ? [] : query.Symbols)
        {
            var resolved = await new SymbolLookup(snapshot).ResolveAsync(address, cancellationToken);
            if (resolved.Refusal is not null)
            {
                return resolved.Refusal;
            }

            symbols.AddRange(resolved.Symbols);
        }

        symbols = isChanged ? await ChangedMembers.OfAsync(snapshot, cancellationToken) : symbols;
        var text = new AnswerText(snapshot, query.Budget);
        if (isChanged)
        {
            text.Remark(symbols.Count == 0 ? "no member has changed since the session began" : $"changed: {string.Join(", ", symbols.Select(symbol => symbol.Name))}");
        }

        if (symbols.Count == 0)
        {
            return text.Build([], "0 tests", null, isPartial: false);
        }

        var reach = new TestReach(snapshot.Solution);
        var tests = await reach.FromAsync(symbols, cancellationToken);
        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        var found = ImmutableArray.CreateBuilder<FoundTest>();
        var width = tests.IsEmpty ? 0 : Math.Min(70, tests.Max(test => NameOf(test.Method).Length));
        foreach (var test in tests)
        {
            var place = (await DeclaredAt.PlaceAsync(test.Method, snapshot.Solution, CancellationToken.None))!.Value.Place;
            var file = PathNames.FromRoot(snapshot.Root, place.Path);

            // Who reads hundreds of tests that only share a project needs no count of each file.
            var (project, isGuess) = (QueryScope.NameOf(test.Project), test.Distance is null);
            var item = new AnswerItem(project, isGuess ? project : file, NameOf(test.Method)) { Signature = $"{NameOf(test.Method).PadRight(width)}  {file}:{place.Line}   {test.Reason}" };
            items.Add(new QuotedItem(item, null, place.Line));
            found.Add(new FoundTest(RunnerName(test.Method), test.Project.FilePath ?? test.Project.Name, place.Path, place.Line, test.Reason));
        }

        var byProject = tests.Count(test => test.Distance is null);
        var totals = $"{tests.Length} {(tests.Length == 1 ? "test" : "tests")} ({tests.Length - byProject} by references, {byProject} by project{(reach.WhyProjects is { } why ? $": {why}" : "")}). {Limits}";
        return text.Build(items.ToImmutable(), totals, null, reach.IsPartial) with
        {
            Tests = found.ToImmutable(),
            Places = [.. found.Select(test => new CodePlace(test.Path, test.Line))],
        };
    }

    private static string NameOf(IMethodSymbol method) => $"{SymbolNames.Short(method.ContainingType)}.{method.Name}";

    /// <summary>Test runners join nested classes by a plus and know no type parameters.</summary>
    private static string RunnerName(IMethodSymbol method)
    {
        var types = new Stack<string>();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type.MetadataName);
        }

        var space = method.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString() + "." : "";
        return $"{space}{string.Join('+', types)}.{method.Name}";
    }
}
