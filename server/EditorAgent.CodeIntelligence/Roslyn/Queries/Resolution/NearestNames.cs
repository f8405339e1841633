using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>Names that someone could have meant who wrote one that there is not. Works on syntax alone.</summary>
internal static class NearestNames
{
    private const int Most = 5;
    private const int Farthest = 3;

    public static async Task<List<string>> FindAsync(CodeSnapshot snapshot, string identifier, CancellationToken cancellationToken)
    {
        var near = new Dictionary<string, int>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in SnapshotDocuments.Projects(snapshot).SelectMany(project => project.Documents).Where(document => paths.Add(document.FilePath ?? document.Name)))
        {
            var root = await document.GetSyntaxRootAsync(cancellationToken);
            foreach (var node in DeclarationNodes.All(root!))
            {
                if (NameOf(node) is { } name && Distance(identifier, name[(name.LastIndexOf('.') + 1)..]) is var distance and <= Farthest)
                {
                    near[name] = distance;
                }
            }
        }

        return [.. near.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Most).Select(pair => pair.Key)];
    }

    private static string? NameOf(SyntaxNode node)
    {
        var own = node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
            _ => null,
        };
        var container = node.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault(type => type.Identifier.ValueText.Length > 0);
        return string.IsNullOrEmpty(own) ? null : container is null ? own : $"{container.Identifier.ValueText}.{own}";
    }

    /// <summary>0 for another case, 1 where one holds the other, else how many characters differ.</summary>
    private static int Distance(string wanted, string declared)
    {
        if (string.Equals(wanted, declared, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        if (Math.Min(wanted.Length, declared.Length) > 3
            && (declared.Contains(wanted, StringComparison.OrdinalIgnoreCase) || wanted.Contains(declared, StringComparison.OrdinalIgnoreCase)))
        {
            return 1;
        }

        return Math.Abs(wanted.Length - declared.Length) > 2 || wanted.Length < 4 ? int.MaxValue : Edits(wanted, declared) is var edits and <= 2 ? edits + 1 : int.MaxValue;
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
