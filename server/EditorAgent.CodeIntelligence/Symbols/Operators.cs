using System.Collections.Frozen;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>What the compiler calls operators.</summary>
public static class Operators
{
    public const string Implicit = "op_Implicit";
    public const string Explicit = "op_Explicit";

    private static readonly FrozenDictionary<string, string> Binary = new Dictionary<string, string>
    {
        ["+"] = "op_Addition", ["-"] = "op_Subtraction", ["*"] = "op_Multiply", ["/"] = "op_Division", ["%"] = "op_Modulus",
        ["&"] = "op_BitwiseAnd", ["|"] = "op_BitwiseOr", ["^"] = "op_ExclusiveOr", ["<<"] = "op_LeftShift", [">>"] = "op_RightShift",
        [">>>"] = "op_UnsignedRightShift", ["=="] = "op_Equality", ["!="] = "op_Inequality", ["<"] = "op_LessThan", [">"] = "op_GreaterThan",
        ["<="] = "op_LessThanOrEqual", [">="] = "op_GreaterThanOrEqual", ["!"] = "op_LogicalNot", ["~"] = "op_OnesComplement",
        ["++"] = "op_Increment", ["--"] = "op_Decrement", ["true"] = "op_True", ["false"] = "op_False",
        ["+="] = "op_AdditionAssignment", ["-="] = "op_SubtractionAssignment", ["*="] = "op_MultiplicationAssignment", ["/="] = "op_DivisionAssignment",
        ["%="] = "op_ModulusAssignment", ["&="] = "op_BitwiseAndAssignment", ["|="] = "op_BitwiseOrAssignment", ["^="] = "op_ExclusiveOrAssignment",
        ["<<="] = "op_LeftShiftAssignment", [">>="] = "op_RightShiftAssignment", [">>>="] = "op_UnsignedRightShiftAssignment",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Tokens =
        Binary.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Longest first, so that <c>&lt;&lt;=</c> is not read as <c>&lt;</c>.</summary>
    internal static readonly string[] ByLength = [.. Binary.Keys.OrderByDescending(token => token.Length).ThenBy(token => token, StringComparer.Ordinal)];

    /// <param name="token">As written behind <c>operator</c>.</param>
    /// <param name="parameters">Tells <c>-a</c> from <c>a - b</c>; null when unknown.</param>
    /// <returns>Null for what is no operator.</returns>
    public static string? MetadataName(string token, int? parameters) => (token, parameters) switch
    {
        ("+", 1) => "op_UnaryPlus",
        ("-", 1) => "op_UnaryNegation",
        _ => Binary.GetValueOrDefault(token),
    };

    /// <returns>For example <c>operator +</c>; null for what is no operator's name.</returns>
    public static string? Display(string metadataName)
    {
        var plain = metadataName.StartsWith("op_Checked", StringComparison.Ordinal) ? "op_" + metadataName["op_Checked".Length..] : metadataName;
        var prefix = plain == metadataName ? "operator " : "operator checked ";
        return plain switch
        {
            "op_UnaryPlus" => prefix + "+",
            "op_UnaryNegation" => prefix + "-",
            Implicit => "implicit operator",
            Explicit => "explicit operator",
            _ => Tokens.TryGetValue(plain, out var token) ? prefix + token : null,
        };
    }
}
