namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Whether the pieces of a search that a name does not answer itself are answered by what it stands in.</summary>
internal sealed class SearchSurroundings(List<SymbolPattern> pieces)
{
    private readonly Dictionary<(int Piece, string Namespace), bool> namespaces = [];

    /// <param name="own">How each piece fits the declaration's own name.</param>
    /// <param name="declaration">Whose types and namespace count.</param>
    public bool Answer(Fit[] own, Declaration declaration)
    {
        for (var index = 0; index < pieces.Count; index++)
        {
            if (own[index] == Fit.None && !this.IsAround(index, declaration))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsAround(int index, Declaration declaration)
    {
        var piece = pieces[index];
        for (var around = declaration.Parent; around is not null; around = around.Parent)
        {
            if (piece.Match(around.Name) != Fit.None || (around.Qualifier is { } receiver && piece.Match(receiver) != Fit.None))
            {
                return true;
            }
        }

        if (declaration.Qualifier is { } qualifier && piece.Match(qualifier) != Fit.None)
        {
            return true;
        }

        if (!this.namespaces.TryGetValue((index, declaration.Namespace), out var isNamespace))
        {
            isNamespace = declaration.Namespace.Split('.').Any(name => piece.Match(name) != Fit.None);
            this.namespaces[(index, declaration.Namespace)] = isNamespace;
        }

        return isNamespace;
    }
}
