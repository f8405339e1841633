using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>Who calls a member, or what it calls, some steps far.</summary>
public sealed class CallHierarchyQuestion(TimeProvider time)
{
    private const int Deepest = 3;

    public Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, CallHierarchyQuery query, CancellationToken cancellationToken) =>
        Question.AnswerAsync(snapshot, query.Symbol, time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, CallHierarchyQuery query, CancellationToken cancellationToken)
    {
        var resolved = await new SymbolLookup(snapshot).ResolveAsync(query.Symbol, cancellationToken);
        if (resolved.Refusal is not null)
        {
            return resolved.Refusal;
        }

        var tree = new CallTree(snapshot.Solution, cancellationToken);
        var depth = Math.Clamp(query.Depth, 1, Deepest);
        var items = new List<(int Level, QuotedItem Item)>();
        var (edges, dynamic) = (0, 0);
        foreach (var symbol in resolved.Symbols)
        {
            var root = new CallNode(symbol.Symbol, symbol.Project);
            var path = ImmutableHashSet.Create(CallTree.IdOf(symbol.Symbol));
            var next = query.Direction == CallDirection.Callers ? await tree.CallersAsync(root, depth, path) : await tree.CalleesAsync(root, depth, path);
            items.Add((0, await LineAsync(snapshot, root, "", "")));
            await AddAsync(next, 1);
            edges += next.Length;
        }

        var noun = query.Direction == CallDirection.Callers ? "caller" : "callee";
        var totals = $"{edges} {noun}{(edges == 1 ? "" : "s")}, {dynamic} dynamic {(dynamic == 1 ? "edge" : "edges")}{(edges == 0 && !snapshot.Coverage.IsComplete ? " in the covered part" : "")}";
        var shown = Shallowest(items, depth, query.Budget);
        return new AnswerText(snapshot, query.Budget)
            .Remark(resolved.Remark)
            .Note(shown < depth ? $"shortened: {shown} of {depth} steps shown; widen with budget" : null)
            .Build([.. items.Where(item => item.Level <= shown).Select(item => item.Item)], totals, "depth", tree.IsPartial);

        async Task AddAsync(ImmutableArray<CallNode> nodes, int level)
        {
            var indent = string.Concat(Enumerable.Repeat("     ", level - 1)) + (query.Direction == CallDirection.Callers ? "  <- " : "  -> ");
            foreach (var node in nodes)
            {
                dynamic += node.Through is null ? 0 : 1;
                items.Add((level, await LineAsync(snapshot, node, indent, Marks(node, query.Direction))));
                await AddAsync(node.Next, level + 1);
            }
        }
    }

    /// <summary>A tree is shortened from its leaves: how many steps fit.</summary>
    private static int Shallowest(List<(int Level, QuotedItem Item)> items, int depth, int budget)
    {
        while (depth > 1 && items.Where(item => item.Level <= depth).Sum(item => item.Item.Item.Name.Length + 1) > budget)
        {
            depth--;
        }

        return depth;
    }

    private static string Marks(CallNode node, CallDirection direction)
    {
        var marks = new List<string>();
        if (node.Symbol is IMethodSymbol method && TestAttributes.IsTest(method))
        {
            marks.Add("[test]");
        }

        if (node.Through is { } through)
        {
            marks.Add(direction == CallDirection.Callers ? $"[through {SymbolNames.Short(through)}]" : "[dynamic]");
        }

        if (node.IsCycle)
        {
            marks.Add("[cycle]");
        }

        if (node is { IsCycle: false, IsEnd: false, Next.IsEmpty: true } && marks.Count == 0)
        {
            marks.Add(direction == CallDirection.Callers ? Entry(node.Symbol) : "(calls nothing of this workspace)");
        }

        return marks.Count == 0 ? "" : "  " + string.Join(' ', marks);
    }

    /// <summary>How a member is reached that nobody calls.</summary>
    private static string Entry(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { IsStatic: true, Name: "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName })
        {
            return "(entry point)";
        }

        var route = symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name is { } name && name.StartsWith("Http", StringComparison.Ordinal));
        return route?.AttributeClass is { } kind
            ? $"(route {kind.Name["Http".Length..].Replace("Attribute", "", StringComparison.Ordinal).ToUpperInvariant()} {route.ConstructorArguments.FirstOrDefault().Value as string}, no static caller)"
            : "(no static caller)";
    }

    private static async Task<QuotedItem> LineAsync(CodeSnapshot snapshot, CallNode node, string indent, string marks)
    {
        var place = await DeclaredAt.PlaceAsync(node.Symbol, snapshot.Solution, CancellationToken.None);
        var text = $"{indent}{SymbolNames.Short(node.Symbol)}  {await DeclaredAt.TextAsync(snapshot, new ResolvedSymbol(node.Symbol, node.Project), CancellationToken.None)}{marks}";
        var file = place is { } at ? PathNames.FromRoot(snapshot.Root, at.Place.Path) : node.Project.Name;
        return new QuotedItem(new AnswerItem(QueryScope.NameOf(node.Project), file, text), null, place?.Place.Line ?? 0);
    }
}
