namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>What a place does with the symbol that it names. Texts are those of the tool's parameter.</summary>
public static class ReferenceKind
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Call = "call";
    public const string New = "new";
    public const string Override = "override";
    public const string NameOf = "nameof";
    public const string Cref = "cref";
    public const string Attribute = "attribute";
    public const string TypeOf = "typeof";

    /// <summary>A type's name in a declaration, a cast, a type argument or a using.</summary>
    public const string Type = "type";

    public static readonly string[] All = [Call, New, Read, Write, Override, Type, TypeOf, NameOf, Cref, Attribute];

    /// <summary>For example <c>3 calls</c>.</summary>
    public static string Count(string kind, int count) => kind switch
    {
        New => count == 1 ? "1 creation" : $"{count} creations",
        Type => count == 1 ? "1 type use" : $"{count} type uses",
        NameOf or Cref or TypeOf => $"{count} {kind}",
        _ => count == 1 ? $"1 {kind}" : $"{count} {kind}s",
    };
}
