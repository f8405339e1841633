using System.Text.Json;
using EditorAgent.Core.Schemas.Keywords;
using EditorAgent.Core.Schemas.Patterns;

namespace EditorAgent.Core.Schemas;

/// <summary>Reads the keywords that hold other schemas.</summary>
internal static class ApplicatorReader
{
    /// <summary>Those that look at the same value.</summary>
    public static void AddCombinations(List<SchemaKeyword> keywords, SchemaSource source)
    {
        if (source.Schemas("allOf") is { } all)
        {
            keywords.Add(new AllOfKeyword(all));
        }

        if (source.Schemas("anyOf") is { } any)
        {
            keywords.Add(new AnyOfKeyword(any));
        }

        if (source.Schemas("oneOf") is { } one)
        {
            keywords.Add(new OneOfKeyword(one));
        }

        if (source.Schema("not") is { } not)
        {
            keywords.Add(new NotKeyword(not));
        }

        if (source.Schema("if") is { } condition)
        {
            keywords.Add(new ConditionKeyword(condition, source.Schema("then"), source.Schema("else")));
        }
    }

    /// <summary>Those that look at members and items.</summary>
    public static void AddParts(List<SchemaKeyword> keywords, SchemaSource source)
    {
        AddDependent(keywords, source);
        if (source.Schema("propertyNames") is { } names)
        {
            keywords.Add(new MemberNamesKeyword(names));
        }

        AddMembers(keywords, source);
        AddItems(keywords, source);
        if (source.Schema("contains") is { } wanted)
        {
            var isNew = source.Draft != SchemaDraft.Draft7;
            keywords.Add(new ContainsKeyword(
                wanted, (isNew ? source.Count("minContains") : null) ?? 1, (isNew ? source.Count("maxContains") : null) ?? long.MaxValue, source.Draft == SchemaDraft.Draft2020));
        }
    }

    /// <summary>Last of all: they speak of what the others have left.</summary>
    public static void AddUnevaluated(List<SchemaKeyword> keywords, SchemaSource source, SchemaNode node)
    {
        if (source.Schema("unevaluatedProperties") is { } members)
        {
            keywords.Add(new UnevaluatedMembersKeyword(members));
            node.NeedsSeen = true;
        }

        if (source.Schema("unevaluatedItems") is { } items)
        {
            keywords.Add(new UnevaluatedItemsKeyword(items));
            node.NeedsSeen = true;
        }
    }

    private static void AddMembers(List<SchemaKeyword> keywords, SchemaSource source)
    {
        var properties = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var (name, _, schema) in source.Members("properties"))
        {
            properties[name] = schema();
        }

        var patterns = new List<(SchemaPattern, SchemaNode)>();
        foreach (var (text, _, schema) in source.Members("patternProperties"))
        {
            if (AssertionReader.Pattern(source, "patternProperties", text) is { } pattern)
            {
                patterns.Add((pattern, schema()));
            }
        }

        var rest = source.Schema("additionalProperties");
        if (properties.Count > 0 || patterns.Count > 0 || rest is not null)
        {
            keywords.Add(new MembersKeyword(properties, [.. patterns], rest));
        }
    }

    private static void AddItems(List<SchemaKeyword> keywords, SchemaSource source)
    {
        var isList = source.Value("items") is { ValueKind: JsonValueKind.Array };
        if (isList && source.Draft == SchemaDraft.Draft2020)
        {
            source.Fault("items", "is a list, which is prefixItems in this revision; it is read as that");
        }

        var leading = isList ? OldItems(source) : source.Draft == SchemaDraft.Draft2020 ? source.Schemas("prefixItems") ?? [] : [];
        var rest = isList ? source.Schema("additionalItems") : source.Schema("items");
        if (leading.Length > 0 || rest is not null)
        {
            keywords.Add(new ItemsKeyword(leading, rest));
        }
    }

    /// <summary>An old list of items may be empty.</summary>
    private static SchemaNode[] OldItems(SchemaSource source) => source.Value("items")!.Value.GetArrayLength() == 0 ? [] : source.Schemas("items") ?? [];

    private static void AddDependent(List<SchemaKeyword> keywords, SchemaSource source)
    {
        var rules = new List<(string, string[], SchemaNode?)>();
        if (source.Draft != SchemaDraft.Draft7)
        {
            foreach (var (name, _, schema) in source.Members("dependentSchemas"))
            {
                rules.Add((name, [], schema()));
            }
        }

        foreach (var (name, value, schema) in source.Members("dependencies"))
        {
            rules.Add(SchemaSource.TextsOf(value) is { } needs ? (name, needs, null) : (name, [], schema()));
        }

        if (rules.Count > 0)
        {
            keywords.Add(new DependentKeyword([.. rules]));
        }
    }
}
