using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>The protocol's numbers for kinds of symbols, as words.</summary>
internal static class SymbolKinds
{
    public const int Constructor = 9;

    private static readonly ImmutableArray<string> Names =
    [
        "symbol", "file", "module", "namespace", "package", "class", "method", "property", "field", "constructor", "enum", "interface", "function", "variable",
        "constant", "string", "number", "boolean", "array", "object", "key", "null", "enum member", "struct", "event", "operator", "type parameter",
    ];

    public static string NameOf(int kind) => kind > 0 && kind < Names.Length ? Names[kind] : Names[0];

    /// <summary>Whether it can hold members.</summary>
    public static bool IsType(int kind) => NameOf(kind) is "class" or "interface" or "struct" or "enum" or "module" or "namespace" or "package" or "object";

    /// <summary>Whether a kind that was asked for means this one; servers tell apart what languages do not.</summary>
    public static bool Means(string wanted, int kind)
    {
        var name = NameOf(kind);
        return wanted.Equals(name, StringComparison.OrdinalIgnoreCase) || (wanted.ToLowerInvariant(), name) switch
        {
            ("method", "function") or ("function", "method") => true,
            ("field", "property" or "variable" or "constant") or ("property", "field") or ("variable", "constant") => true,
            ("type", "class" or "interface" or "struct" or "enum" or "type parameter") => true,
            ("record", "class" or "struct") or ("struct", "class") or ("class", "struct") => true,
            _ => false,
        };
    }
}
