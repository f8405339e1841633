using System.Text;
using System.Text.Json;
using EditorAgent.Core.Schemas;
using Xunit;

namespace EditorAgent.Tests.Schemas;

/// <summary>Any JSON as schema, any as value: there is a verdict or a refusal, and the same one each time.</summary>
public sealed class SchemaFuzzTests
{
    private static readonly string[] Names =
    [
        "$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$defs", "definitions", "type", "enum", "const", "multipleOf", "minimum", "maximum",
        "exclusiveMinimum", "minLength", "maxLength", "pattern", "items", "prefixItems", "additionalItems", "contains", "minContains", "maxContains", "uniqueItems",
        "minItems", "properties", "patternProperties", "additionalProperties", "required", "propertyNames", "dependentRequired", "dependentSchemas", "dependencies",
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "minProperties", "a", "b", "",
    ];

    private static readonly string[] Texts =
    [
        "#", "#/$defs/a", "#a", "a", "#/properties/b", "http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema", "object", "string",
        "integer", "array", "^a*$", "[", "(?<=a)b", "\\p{L}", "\\u{1F600}", "urn:x:y", "/a", "", "\U0001F600",
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "2.5", "1e3", "1e400", "-0.0", "9007199254740993", "1e-7"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Validate_WhenAnythingIsTheSchema_GivesAVerdict(int seed)
    {
        var random = new Random(seed);
        var verdicts = 0;
        for (var run = 0; run < 3_000; run++)
        {
            var schema = JsonElement.Parse(AnyJson(random, 5));
            CompiledSchema compiled;
            try
            {
                compiled = CompiledSchema.Compile(schema);
            }
            catch (SchemaException)
            {
                continue;
            }

            var value = JsonElement.Parse(AnyJson(random, 4));
            Assert.Equal(compiled.Validate(value), compiled.Validate(value));
            verdicts++;
        }

        Assert.True(verdicts > 500, $"only {verdicts} schemas could be compiled");
    }

    private static string AnyJson(Random random, int depth)
    {
        var text = new StringBuilder();
        Append(text, random, depth);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        var kind = random.Next(depth == 0 ? 5 : 12);
        switch (kind)
        {
            case 0:
                text.Append(random.Next(2) == 0 ? "true" : "false");
                break;
            case 1:
                text.Append("null");
                break;
            case 2:
                text.Append(Numbers[random.Next(Numbers.Length)]);
                break;
            case 3 or 4:
                text.Append(JsonSerializer.Serialize(Texts[random.Next(Texts.Length)]));
                break;
            case 5 or 6:
                AppendMany(text, random, depth, '[', ']', static (_, _) => { });
                break;
            default:
                AppendMany(text, random, depth, '{', '}', static (text, random) => text.Append(JsonSerializer.Serialize(Names[random.Next(Names.Length)])).Append(':'));
                break;
        }
    }

    private static void AppendMany(StringBuilder text, Random random, int depth, char open, char close, Action<StringBuilder, Random> lead)
    {
        text.Append(open);
        var count = random.Next(5);
        for (var at = 0; at < count; at++)
        {
            text.Append(at > 0 ? "," : "");
            lead(text, random);
            Append(text, random, depth - 1);
        }

        text.Append(close);
    }
}
