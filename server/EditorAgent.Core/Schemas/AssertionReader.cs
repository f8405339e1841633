using System.Text.Json;
using EditorAgent.Core.Schemas.Keywords;
using EditorAgent.Core.Schemas.Patterns;

namespace EditorAgent.Core.Schemas;

/// <summary>Reads the keywords of the validation vocabulary.</summary>
internal static class AssertionReader
{
    public static void AddGeneral(List<SchemaKeyword> keywords, SchemaSource source)
    {
        if (source.Value("type") is { } type)
        {
            AddType(keywords, source, type);
        }

        if (source.Value("const") is { } constant)
        {
            keywords.Add(new ChoiceKeyword(constant, isConst: true));
        }

        if (source.Value("enum") is not { } choices)
        {
            return;
        }

        if (choices.ValueKind == JsonValueKind.Array)
        {
            keywords.Add(new ChoiceKeyword(choices, isConst: false));
            return;
        }

        source.Fault("enum", "is no list");
    }

    public static void AddByKind(List<SchemaKeyword> keywords, SchemaSource source)
    {
        if (source.Texts("required") is { Length: > 0 } required)
        {
            keywords.Add(new RequiredKeyword(required));
        }

        if (source.Count("minProperties") is var least && source.Count("maxProperties") is var most && (least ?? most) is not null)
        {
            keywords.Add(new MemberCountKeyword(least ?? 0, most ?? long.MaxValue));
        }

        if (source.Count("minItems") is var fewest && source.Count("maxItems") is var highest && (fewest ?? highest) is not null)
        {
            keywords.Add(new ItemCountKeyword(fewest ?? 0, highest ?? long.MaxValue));
        }

        if (source.Count("minLength") is var shortest && source.Count("maxLength") is var longest && (shortest ?? longest) is not null)
        {
            keywords.Add(new LengthKeyword(shortest ?? 0, longest ?? long.MaxValue));
        }

        if (source.Text("pattern") is { } pattern && Pattern(source, "pattern", pattern) is { } readable)
        {
            keywords.Add(new PatternKeyword(readable));
        }

        AddNumbers(keywords, source);
        if (source.IsTrue("uniqueItems"))
        {
            keywords.Add(new UniqueItemsKeyword());
        }

        if (source.Draft != SchemaDraft.Draft7)
        {
            AddDependentRequired(keywords, source);
        }
    }

    /// <returns>Null for one that cannot be read; it is then not held against a value.</returns>
    public static SchemaPattern? Pattern(SchemaSource source, string keyword, string pattern)
    {
        try
        {
            return SchemaPattern.Of(pattern);
        }
        catch (FormatException problem)
        {
            source.Fault(keyword, $"holds a pattern that {problem.Message}");
            return null;
        }
    }

    private static void AddType(List<SchemaKeyword> keywords, SchemaSource source, JsonElement type)
    {
        var names = type.ValueKind == JsonValueKind.String ? [type.GetString()!] : SchemaSource.TextsOf(type) ?? [];
        var allowed = JsonTypes.None;
        foreach (var name in names)
        {
            var one = JsonTypeNames.Parse(name);
            allowed |= one;
            if (one == JsonTypes.None)
            {
                source.Fault("type", "names a type that does not exist");
                return;
            }
        }

        if (allowed == JsonTypes.None)
        {
            source.Fault("type", "names no type");
            return;
        }

        keywords.Add(new TypeKeyword(allowed));
    }

    private static void AddNumbers(List<SchemaKeyword> keywords, SchemaSource source)
    {
        var (least, most) = (source.Number("minimum"), source.Number("maximum"));
        var (above, below) = (source.Number("exclusiveMinimum"), source.Number("exclusiveMaximum"));
        var step = source.Number("multipleOf");
        if (step is { Sign: <= 0 })
        {
            source.Fault("multipleOf", "is not more than 0");
            step = null;
        }

        if (least is not null || most is not null || above is not null || below is not null || step is not null)
        {
            keywords.Add(new NumberKeyword(least, most, above, below, step));
        }
    }

    private static void AddDependentRequired(List<SchemaKeyword> keywords, SchemaSource source)
    {
        var rules = new List<(string, string[], SchemaNode?)>();
        foreach (var (name, value, _) in source.Members("dependentRequired"))
        {
            if (SchemaSource.TextsOf(value) is { } needs)
            {
                rules.Add((name, needs, null));
                continue;
            }

            source.Fault("dependentRequired", $"has no list of texts for {name}");
        }

        if (rules.Count > 0)
        {
            keywords.Add(new DependentKeyword([.. rules]));
        }
    }
}
