using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Documentation comment ids write type parameters as places: <c>`1</c> is the second of the types around, counted from the outermost,
/// <c>``0</c> the first of the method.
/// </summary>
internal static partial class TypeParameterPlaces
{
    /// <returns>The type with the names that the declaration gives them; places that it has not stay.</returns>
    public static string Named(string type, SyntaxNode declaration) => type.Contains('`', StringComparison.Ordinal)
        ? Place().Replace(type, place => NameAt(place.Groups["own"].Success, place.Groups["place"].Value, declaration) ?? place.Value)
        : type;

    private static string? NameAt(bool isOwn, string place, SyntaxNode declaration)
    {
        var names = isOwn ? Names(ListOf(declaration)) : declaration.AncestorsAndSelf().Reverse().Where(node => node is TypeDeclarationSyntax or DelegateDeclarationSyntax).SelectMany(node => Names(ListOf(node)));
        return int.TryParse(place, CultureInfo.InvariantCulture, out var index) ? names.ElementAtOrDefault(index) : null;
    }

    private static TypeParameterListSyntax? ListOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.TypeParameterList,
        LocalFunctionStatementSyntax function => function.TypeParameterList,
        TypeDeclarationSyntax type => type.TypeParameterList,
        DelegateDeclarationSyntax type => type.TypeParameterList,
        _ => null,
    };

    private static IEnumerable<string> Names(TypeParameterListSyntax? list) => list?.Parameters.Select(parameter => parameter.Identifier.ValueText) ?? [];

    [GeneratedRegex(@"(?<!\w)`(?<own>`)?(?<place>[0-9]{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
