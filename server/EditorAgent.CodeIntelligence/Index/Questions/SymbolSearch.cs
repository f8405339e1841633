using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Ranks the declarations that words mean. Linear in the distinct names, then in the declarations whose names fit.</summary>
internal static class SymbolSearch
{
    private const int MostAround = 3;

    /// <param name="snapshot">Where to look.</param>
    /// <param name="words">At least one.</param>
    /// <param name="isWanted">By kind and scope.</param>
    /// <param name="max">Most hits.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static SymbolHits Run(IndexSnapshot snapshot, IReadOnlyList<string> words, Func<Located, bool> isWanted, int max, CancellationToken cancellationToken)
    {
        var address = words.Count == 1 && SymbolAddress.Parse(words[0]) is SymbolAddress.Name { Parts.Length: > 1 } or SymbolAddress.Name { Parameters: not null }
            ? (SymbolAddress.Name)SymbolAddress.Parse(words[0])
            : null;
        var pieces = words.SelectMany(word => Pieces(word, address)).Select(word => new SymbolPattern(word)).ToList();
        if (pieces.Count == 0)
        {
            return new SymbolHits(0, []);
        }

        var found = new List<Ranked>();
        var own = new Fit[pieces.Count];
        var around = new SearchSurroundings(pieces);

        // In a dotted name the order says which piece is the symbol's own.
        var isDotted = words.Count == 1 && pieces.Count > 1;
        foreach (var name in snapshot.Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = Fit.None;
            for (var index = 0; index < pieces.Count; index++)
            {
                own[index] = pieces[index].Match(name);
                best = own[index] < best ? own[index] : best;
            }

            best = isDotted ? own[^1] : best;
            if (best == Fit.None)
            {
                continue;
            }

            found.AddRange(snapshot.Named(name).Where(located => isWanted(located) && around.Answer(own, located.Declaration)).Select(located => new Ranked(Rank(best, located.Declaration, address), located)));
        }

        var hits = Hits(snapshot, found, max);
        if (words.Count == 1)
        {
            return hits;
        }

        var types = Around(snapshot, hits.Top, pieces, isWanted);
        return new SymbolHits(hits.Total + types.Length, [.. types, .. hits.Top]);
    }

    /// <summary>The few types that the first words mean, for members that the last ones mean: what is looked for is in there.</summary>
    private static ImmutableArray<SymbolHit> Around(IndexSnapshot snapshot, ImmutableArray<SymbolHit> hits, List<SymbolPattern> pieces, Func<Located, bool> isWanted)
    {
        var types = hits.Where(hit => hit.First.Declaration.Parent is { IsType: true } parent && pieces.Any(piece => piece.Match(parent.Name) != Fit.None))
            .Select(hit => new Located(hit.First.File, hit.First.Declaration.Parent!))
            .Where(type => isWanted(type) && !hits.Any(hit => ReferenceEquals(hit.First.Declaration, type.Declaration)))
            .DistinctBy(type => type.Declaration.FullName)
            .Take(MostAround + 1)
            .ToList();
        return types.Count > MostAround ? [] : Hits(snapshot, [.. types.Select(type => new Ranked(0, type))], MostAround).Top;
    }

    private static IEnumerable<string> Pieces(string word, SymbolAddress.Name? address)
    {
        if (address is not null)
        {
            return address.Parts.Select(part => part.Identifier);
        }

        var open = word.IndexOfAny(['(', '<', '[']);
        return (open > 0 ? word[..open] : word).Split(['.', '+'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static int Rank(Fit fit, Declaration declaration, SymbolAddress.Name? address)
    {
        var kind = declaration.IsType ? 0 : declaration.Kind is DeclarationKind.Field or DeclarationKind.EnumMember ? 2 : 1;
        return (address is not null && !Means(address, declaration) ? 100 : 0) + ((int)fit * 10) + kind;
    }

    private static bool Means(SymbolAddress.Name address, Declaration declaration) =>
        NameMatch.IsEndOf(address, declaration.Path) && (address.Parameters is not { } types || (!declaration.Parameters.IsDefault && ParameterText.Matches(types, declaration.Parameters)));

    /// <summary>Sorted without making a text of every declaration: there can be tens of thousands. Parts of a partial declaration are one hit.</summary>
    private static SymbolHits Hits(IndexSnapshot snapshot, List<Ranked> found, int max)
    {
        found.Sort(Compare);
        var parts = found.Where(ranked => ranked.Located.Declaration.IsPartial)
            .GroupBy(ranked => (ranked.Located.Declaration.FullName, ranked.Located.Declaration.Kind, snapshot.Projects.Of(ranked.Located.File.Path)?.Path))
            .ToDictionary(object (group) => group.First().Located.Declaration, group => group.Select(ranked => ranked.Located).ToImmutableArray(), ReferenceEqualityComparer.Instance);
        var (total, top) = (0, ImmutableArray.CreateBuilder<SymbolHit>());
        foreach (var (_, located) in found)
        {
            var isPartial = located.Declaration.IsPartial;
            if (isPartial && !parts.ContainsKey(located.Declaration))
            {
                continue;
            }

            total++;
            if (top.Count < max)
            {
                top.Add(new SymbolHit(isPartial ? parts[located.Declaration] : [located]));
            }
        }

        return new SymbolHits(total, top.ToImmutable());
    }

    private static int Compare(Ranked left, Ranked right)
    {
        var (one, other) = (left.Located.Declaration, right.Located.Declaration);
        return left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank)
            : one.Name.Length != other.Name.Length ? one.Name.Length.CompareTo(other.Name.Length)
            : string.CompareOrdinal(one.Name, other.Name) is var name and not 0 ? name
            : string.CompareOrdinal(one.Namespace, other.Namespace) is var space and not 0 ? space
            : string.CompareOrdinal(left.Located.File.Path, right.Located.File.Path) is var path and not 0 ? path
            : one.Start.CompareTo(other.Start);
    }

    private readonly record struct Ranked(int Rank, Located Located);
}
