using System.Text.Json.Nodes;

namespace EditorAgent.Tests.Schemas;

/// <summary>Well-formed schemas of one revision, and values that are likely to be near to what they want.</summary>
internal sealed class SchemaGenerator(Random random, bool isOld)
{
    private static readonly string[] Names = ["a", "b", "c", "ab", "\u00e9"];
    private static readonly string[] Patterns = ["^a", "b$", "^[a-c]+$", "\u00e9", "^.$", @"\d", "^(?!a)", @"^\w{1,2}$"];
    private static readonly string[] Types = ["null", "boolean", "object", "array", "number", "integer", "string"];
    private static readonly string[] Texts = ["", "a", "ab", "abc", "b1", "\u00e9", "\U0001F600", "a\n"];

    /// <summary>Whether every schema says its type.</summary>
    public bool WritesTypes { get; init; }

    /// <summary>What references may name at the moment: circles lead only through a member.</summary>
    private string[] targets = [];

    public JsonNode Schema()
    {
        this.targets = ["x", "y"];
        var schema = this.Object(4);
        this.targets = ["y"];
        var x = this.Sub(2);
        this.targets = [];
        schema[isOld ? "definitions" : "$defs"] = new JsonObject { ["x"] = x, ["y"] = this.Sub(2) };
        return schema;
    }

    public JsonNode? Value(int depth) => random.Next(depth == 0 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 or 3 => this.Number(),
        4 => JsonValue.Create(this.Pick(Texts)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => this.Value(depth - 1))]),
        _ => this.ObjectValue(depth),
    };

    private JsonObject ObjectValue(int depth)
    {
        var value = new JsonObject();
        for (var at = random.Next(4); at > 0; at--)
        {
            value[this.Pick(Names)] = this.Value(depth - 1);
        }

        return value;
    }

    private JsonNode Sub(int depth) => depth <= 0 || random.Next(12) == 0 ? JsonValue.Create(random.Next(4) > 0) : this.Object(depth);

    private JsonObject Object(int depth)
    {
        var schema = new JsonObject();
        for (var at = 1 + random.Next(4); at > 0; at--)
        {
            this.Add(schema, depth);
        }

        if (this.WritesTypes)
        {
            schema.TryAdd("type", new JsonArray([.. Types.Where(_ => random.Next(2) == 0).DefaultIfEmpty("string").Select(type => JsonValue.Create(type))]));
        }

        return schema;
    }

    private void Add(JsonObject schema, int depth)
    {
        switch (random.Next(isOld ? 28 : 36))
        {
            case 0: schema["type"] = this.Pick(Types); break;
            case 1: schema["type"] = new JsonArray([.. Types.Where(_ => random.Next(3) == 0).DefaultIfEmpty("object").Select(type => JsonValue.Create(type))]); break;
            case 2: schema["const"] = this.Value(2); break;
            case 3: schema["enum"] = new JsonArray([.. Distinct(Enumerable.Range(0, 3).Select(_ => this.Value(1)))]); break;
            case 4: schema["minimum"] = this.Number(); break;
            case 5: schema["exclusiveMaximum"] = this.Number(); break;
            case 6: schema["multipleOf"] = this.Pick([1, 2, 3, 0.5]); break;
            case 7: schema["minLength"] = random.Next(3); break;
            case 8: schema["maxLength"] = random.Next(3); break;
            case 9: schema["pattern"] = this.Pick(Patterns); break;
            case 10 or 11: schema["properties"] = this.Named(depth); break;
            case 12: schema["patternProperties"] = this.ByPattern(depth); break;
            case 13: schema["additionalProperties"] = this.Sub(depth - 1); break;
            case 14: schema["required"] = this.SomeNames(); break;
            case 15: schema["propertyNames"] = this.Sub(depth - 1); break;
            case 16: schema[random.Next(2) == 0 ? "minProperties" : "maxProperties"] = random.Next(4); break;
            case 17: schema["items"] = this.Sub(depth - 1); break;
            case 18 when !HasTuple(schema): schema["contains"] = this.Sub(depth - 1); break;
            case 18: break;
            case 19: schema["uniqueItems"] = true; break;
            case 20: schema[random.Next(2) == 0 ? "minItems" : "maxItems"] = random.Next(4); break;
            case 21: schema["allOf"] = this.List(depth); break;
            case 22: schema["anyOf"] = this.List(depth); break;
            case 23: schema["oneOf"] = this.List(depth); break;
            case 24: schema["not"] = this.Sub(depth - 1); break;
            case 25: this.AddCondition(schema, depth); break;
            case 26 when this.targets.Length > 0: this.AddReference(schema); break;
            case 26: break;
            case 27 when !schema.ContainsKey("contains"): this.AddTuple(schema, depth); break;
            case 27: break;
            case 28 or 29: schema["unevaluatedProperties"] = random.Next(2) == 0 ? false : this.Sub(depth - 1); break;
            case 30 or 31: schema["unevaluatedItems"] = random.Next(2) == 0 ? false : this.Sub(depth - 1); break;
            case 32: schema["dependentRequired"] = new JsonObject { [this.Pick(Names)] = this.SomeNames() }; break;
            case 33: schema["dependentSchemas"] = new JsonObject { [this.Pick(Names)] = this.Sub(depth - 1) }; break;
            case 34: schema["minContains"] = random.Next(3); break;
            default: schema["maxContains"] = 1 + random.Next(3); break;
        }
    }

    /// <summary>Ajv minds what stands beside an old reference, which the specification does not.</summary>
    private void AddReference(JsonObject schema)
    {
        var reference = $"#/{(isOld ? "definitions" : "$defs")}/{this.Pick(this.targets)}";
        if (isOld)
        {
            schema["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference });
            return;
        }

        schema["$ref"] = reference;
    }

    private void AddCondition(JsonObject schema, int depth)
    {
        schema["if"] = this.Sub(depth - 1);
        schema["then"] = this.Sub(depth - 1);
        schema["else"] = this.Sub(depth - 1);
    }

    /// <summary>Ajv lets an empty list pass <c>contains</c> that stands beside a tuple, which the official suite does not.</summary>
    private static bool HasTuple(JsonObject schema) => schema.ContainsKey("prefixItems") || schema["items"] is JsonArray;

    private void AddTuple(JsonObject schema, int depth)
    {
        schema[isOld ? "items" : "prefixItems"] = this.List(depth);
        if (isOld)
        {
            schema["additionalItems"] = this.Sub(depth - 1);
        }
    }

    private JsonObject Named(int depth)
    {
        var named = new JsonObject();
        for (var at = 1 + random.Next(3); at > 0; at--)
        {
            named[this.Pick(Names)] = random.Next(6) == 0 ? new JsonObject { ["$ref"] = "#" } : this.Sub(depth - 1);
        }

        return named;
    }

    private JsonObject ByPattern(int depth) => new() { [this.Pick(Patterns)] = this.Sub(depth - 1) };

    private JsonArray List(int depth) => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => this.Sub(depth - 1))];

    private JsonArray SomeNames() => [.. Names.Where(_ => random.Next(3) == 0).Select(name => JsonValue.Create(name))];

    private JsonNode Number() => JsonNode.Parse(this.Pick(["0", "1", "-1", "2", "2.5", "3", "3.0", "6", "-0.5", "1e2"]))!;

    private static IEnumerable<JsonNode?> Distinct(IEnumerable<JsonNode?> values) => values.DistinctBy(value => value?.ToJsonString().Replace("3.0", "3", StringComparison.Ordinal) ?? "null");

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
