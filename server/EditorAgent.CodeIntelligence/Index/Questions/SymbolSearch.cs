using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Ranks the declarations that words mean. Linear in the distinct names, then in the declarations whose names fit.</summary>
internal static class SymbolSearch
{
    private const int MostAround = 3;

    /// <returns>Best first; ties by kind, length of the name, name, path.</returns>
    public static List<SymbolHit> Run(IndexSnapshot snapshot, IReadOnlyList<string> words, Func<Located, bool> isWanted, CancellationToken cancellationToken)
    {
        var address = words.Count == 1 && SymbolAddress.Parse(words[0]) is SymbolAddress.Name { Parts.Length: > 1 } or SymbolAddress.Name { Parameters: not null }
            ? (SymbolAddress.Name)SymbolAddress.Parse(words[0])
            : null;
        var pieces = words.SelectMany(word => Pieces(word, address)).Select(word => new SymbolPattern(word)).ToList();
        if (pieces.Count == 0)
        {
            return [];
        }

        var found = new List<(Fit Fit, Located Located)>();
        var own = new Fit[pieces.Count];
        foreach (var name in snapshot.Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = Fit.None;
            for (var index = 0; index < pieces.Count; index++)
            {
                own[index] = pieces[index].Match(name);
                best = own[index] < best ? own[index] : best;
            }

            if (best == Fit.None)
            {
                continue;
            }

            // In a dotted name the order says which piece is the symbol's own.
            var isDotted = words.Count == 1 && pieces.Count > 1;
            if (isDotted && own[^1] == Fit.None)
            {
                continue;
            }

            foreach (var located in snapshot.Named(name))
            {
                if (isWanted(located) && Others(pieces, own, located.Declaration))
                {
                    found.Add((isDotted ? own[^1] : best, located));
                }
            }
        }

        var ranked = Ranked(snapshot, found, address);
        return words.Count > 1 ? [.. Around(snapshot, ranked, pieces, isWanted), .. ranked] : ranked;
    }

    /// <summary>The few types that the first words mean, for members that the last ones mean: what is looked for is in there.</summary>
    private static List<SymbolHit> Around(IndexSnapshot snapshot, List<SymbolHit> hits, List<SymbolPattern> pieces, Func<Located, bool> isWanted)
    {
        var types = hits.Select(hit => (Located: new Located(hit.First.File, hit.First.Declaration.Parent!), Fit: hit.First.Declaration.Parent is { IsType: true } type ? pieces.Min(piece => piece.Match(type.Name)) : Fit.None))
            .Where(around => around.Fit != Fit.None && isWanted(around.Located) && !hits.Any(hit => ReferenceEquals(hit.First.Declaration, around.Located.Declaration)))
            .DistinctBy(around => around.Located.Declaration.FullName)
            .Take(MostAround + 1)
            .ToList();
        return types.Count > MostAround ? [] : Ranked(snapshot, [.. types.Select(around => (around.Fit, around.Located))], null);
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

    /// <summary>Whether the pieces that the name itself does not answer are answered by what it stands in.</summary>
    private static bool Others(List<SymbolPattern> pieces, Fit[] own, Declaration declaration)
    {
        for (var index = 0; index < pieces.Count; index++)
        {
            if (own[index] == Fit.None && !IsAround(pieces[index], declaration))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAround(SymbolPattern piece, Declaration declaration)
    {
        for (var around = declaration.Parent; around is not null; around = around.Parent)
        {
            if (piece.Match(around.Name) != Fit.None || (around.Qualifier is { } receiver && piece.Match(receiver) != Fit.None))
            {
                return true;
            }
        }

        return (declaration.Qualifier is { } qualifier && piece.Match(qualifier) != Fit.None)
            || declaration.Namespace.Split('.').Any(name => piece.Match(name) != Fit.None);
    }

    private static List<SymbolHit> Ranked(IndexSnapshot snapshot, List<(Fit Fit, Located Located)> found, SymbolAddress.Name? address)
    {
        var hits = found.GroupBy(hit => (hit.Located.Declaration.FullName, hit.Located.Declaration.Kind, IsPart(hit.Located.Declaration) ? snapshot.Projects.Of(hit.Located.File.Path)?.Path ?? "" : $"{hit.Located.File.Path}:{hit.Located.Declaration.Start}"))
            .Select(group => new SymbolHit(group.First().Fit, [.. group.Select(hit => hit.Located).OrderBy(part => part.File.Path, StringComparer.Ordinal).ThenBy(part => part.Declaration.Start)]));
        return
        [
            .. hits.OrderBy(hit => address is not null && !Means(address, hit.First.Declaration))
                .ThenBy(hit => hit.Fit)
                .ThenBy(hit => hit.First.Declaration.IsType ? 0 : hit.First.Declaration.Kind is DeclarationKind.Field or DeclarationKind.EnumMember ? 2 : 1)
                .ThenBy(hit => hit.First.Declaration.Name.Length)
                .ThenBy(hit => hit.First.Declaration.FullName, StringComparer.Ordinal)
                .ThenBy(hit => hit.First.File.Path, StringComparer.Ordinal)
                .ThenBy(hit => hit.First.Declaration.Start),
        ];
    }

    private static bool IsPart(Declaration declaration) => declaration.IsPartial;

    private static bool Means(SymbolAddress.Name address, Declaration declaration) =>
        NameMatch.IsEndOf(address, declaration.Path) && (address.Parameters is not { } types || (!declaration.Parameters.IsDefault && ParameterText.Matches(types, declaration.Parameters)));
}
