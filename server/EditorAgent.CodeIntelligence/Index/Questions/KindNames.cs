namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>What answers and questions call the kinds of declarations.</summary>
internal static class KindNames
{
    private static readonly Dictionary<string, DeclarationKind[]> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["class"] = [DeclarationKind.Class, DeclarationKind.Record],
        ["struct"] = [DeclarationKind.Struct, DeclarationKind.RecordStruct],
        ["record"] = [DeclarationKind.Record, DeclarationKind.RecordStruct],
        ["interface"] = [DeclarationKind.Interface],
        ["enum"] = [DeclarationKind.Enum],
        ["delegate"] = [DeclarationKind.Delegate],
        ["type"] = [DeclarationKind.Class, DeclarationKind.Struct, DeclarationKind.Record, DeclarationKind.RecordStruct, DeclarationKind.Interface, DeclarationKind.Enum, DeclarationKind.Delegate],
        ["method"] = [DeclarationKind.Method, DeclarationKind.EntryPoint],
        ["function"] = [DeclarationKind.Method, DeclarationKind.EntryPoint],
        ["constructor"] = [DeclarationKind.Constructor],
        ["property"] = [DeclarationKind.Property, DeclarationKind.Indexer],
        ["indexer"] = [DeclarationKind.Indexer],
        ["event"] = [DeclarationKind.Event],
        ["field"] = [DeclarationKind.Field, DeclarationKind.EnumMember],
        ["constant"] = [DeclarationKind.Field, DeclarationKind.EnumMember],
        ["operator"] = [DeclarationKind.Operator],
        ["extension"] = [DeclarationKind.Extension],
        ["member"] =
        [
            DeclarationKind.Method, DeclarationKind.Constructor, DeclarationKind.Finalizer, DeclarationKind.Property, DeclarationKind.Indexer,
            DeclarationKind.Event, DeclarationKind.Field, DeclarationKind.EnumMember, DeclarationKind.Operator, DeclarationKind.EntryPoint,
        ],
    };

    public static string All => string.Join(", ", Groups.Keys);

    /// <returns>Null for a kind that nobody knows.</returns>
    public static DeclarationKind[]? Parse(string kind) => Groups.GetValueOrDefault(kind.Trim());

    public static string Of(DeclarationKind kind) => kind switch
    {
        DeclarationKind.RecordStruct => "record struct",
        DeclarationKind.EnumMember => "enum member",
        DeclarationKind.EntryPoint => "entry",
#pragma warning disable CA1308 // The words of the language are lower case.
        _ => kind.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
    };
}
