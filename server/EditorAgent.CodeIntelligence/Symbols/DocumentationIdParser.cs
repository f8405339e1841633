using System.Text;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Reads documentation comment ids as the C# specification writes them (annex D).</summary>
internal static class DocumentationIdParser
{
    /// <returns>Null when it is none.</returns>
    public static SymbolAddress.DocumentationId? TryParse(string text)
    {
        if (text.Length < 3 || text[1] != ':' || !"TMPFEN".Contains(text[0], StringComparison.Ordinal) || text[2] is '/' or '\\' or ':' || text.Any(char.IsWhiteSpace))
        {
            return null;
        }

        return new SymbolAddress.DocumentationId(text, AsName(text[0], text[2..]));
    }

    private static SymbolAddress.Name? AsName(char kind, string body)
    {
        var open = body.IndexOf('(', StringComparison.Ordinal);
        var head = new StringBuilder(open < 0 ? body : body[..open]).Replace("#ctor", "\u0001").Replace("#cctor", "\u0002").Replace('#', '.')
            .Replace("\u0001", ".ctor").Replace("\u0002", ".cctor").ToString();
        var result = body.LastIndexOf('~') is var tilde and > 0 ? body[(tilde + 1)..] : null;
        head = result is not null && open < 0 ? head[..head.LastIndexOf('~')] : head;
        if (NameParser.Parts(head) is not { } parts)
        {
            return null;
        }

        var close = open < 0 ? -1 : Brackets.Close(body, open);
        var types = close < 0 ? [] : ParameterText.TypesOf(body[(open + 1)..close].Replace("@", "", StringComparison.Ordinal));
        if (kind == 'P' && types.Length > 0)
        {
            parts = parts.SetItem(parts.Length - 1, new NamePart(NamePart.Indexer));
        }

        return new SymbolAddress.Name(parts)
        {
            Parameters = kind == 'M' || (kind == 'P' && types.Length > 0) ? types : null,
            ReturnType = result,
            IsRooted = true,
        };
    }
}
