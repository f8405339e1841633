using System.Text;
using System.Text.Json;
using EditorAgent.Core.Schemas;
using Xunit;

namespace EditorAgent.Tests.Schemas;

/// <summary>Schemas and values made to hang, to overflow or to be fetched: each ends with a clear word.</summary>
public sealed class HostileSchemaTests
{
    [Theory]
    [InlineData("""{"$ref":"https://example.com/schema.json"}""")]
    [InlineData("""{"properties":{"a":{"$ref":"http://169.254.169.254/latest/meta-data"}}}""")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""")]
    [InlineData("""{"$ref":"other.json#/a"}""")]
    [InlineData("""{"$id":"https://example.com/a","$ref":"b"}""")]
    [InlineData("""{"$dynamicRef":"https://example.com/x#y"}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"definitions.json#/a"}}""")]
    public void Compile_WhenReferenceLeadsOutside_RefusesWithReason(string schema)
    {
        var refused = Assert.Throws<SchemaException>(() => CompiledSchema.Compile(JsonElement.Parse(schema)));

        Assert.Contains("never fetched", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/none"}""", "which is not in it")]
    [InlineData("""{"$ref":"#none"}""", "which is not in it")]
    [InlineData("5", "A schema is an object, true or false.")]
    [InlineData("""{"const":"\ud800"}""", "not valid Unicode")]
    public void Compile_WhenNoSchema_RefusesWithReason(string schema, string reason)
    {
        var refused = Assert.Throws<SchemaException>(() => CompiledSchema.Compile(JsonElement.Parse(schema)));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"not":{"$ref":"#"}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""")]
    [InlineData("""{"$dynamicAnchor":"x","$dynamicRef":"#x"}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"if":{"$ref":"#/$defs/b"}},"b":{"oneOf":[{"$ref":"#/$defs/a"}]}}}""")]
    public void Validate_WhenSchemaRunsInCircles_IsUndecided(string schema)
    {
        var violation = CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse("1"));

        Assert.True(violation!.IsUndecided);
        Assert.Equal("is nested too deeply", violation.Message);
    }

    [Fact]
    public void Validate_WhenBranchesMultiply_EndsUndecided()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 40).Select(level =>
            $$"""
            "d{{level}}":{"allOf":[{"anyOf":[{"$ref":"#/$defs/d{{level + 1}}"},{"$ref":"#/$defs/d{{level + 1}}"}]},{"$ref":"#/$defs/d{{level + 1}}"}]}
            """));
        var schema = $$"""{"$ref":"#/$defs/d0","$defs":{ {{definitions}},"d40":{"type":"string"} } }""";

        var violation = CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse("\"x\""));

        Assert.True(violation!.IsUndecided);
        Assert.Equal("takes too much work to check against its schema", violation.Message);
    }

    [Fact]
    public void Validate_WhenBranchesMultiplyInsideNot_IsNotTurnedIntoConsent()
    {
        var schema = """{"not":{"$ref":"#/$defs/a"},"$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}}}""";

        Assert.True(CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse("1"))!.IsUndecided);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*b$")]
    [InlineData("^((a{0,100}){0,100}){0,100}$")]
    [InlineData("^(?=(a+)+$)x")]
    [InlineData(@"^(a*)*\1$")]
    public void Validate_WhenPatternExplodes_Ends(string pattern)
    {
        var schema = CompiledSchema.Compile(JsonElement.Parse($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}"""));

        // Any verdict is good that comes; the runner's own limit is the measure.
        var violation = schema.Validate(JsonElement.Parse($"\"{new string('a', 40_000)}!\""));

        Assert.NotNull(violation);
    }

    [Fact]
    public void Validate_WhenItemsAreAllAlike_EndsUndecidedOrTells()
    {
        // Texts of equal hash cannot be made on purpose; objects that differ only in the last of their members come close.
        var items = string.Join(',', Enumerable.Range(0, 3_000).Select(index => $$"""{"a":[1,2,3,{"b":{{index}}}]}"""));

        Assert.Null(CompiledSchema.Compile(JsonElement.Parse("""{"uniqueItems":true}""")).Validate(JsonElement.Parse($"[{items}]")));
        Assert.Equal(
            "must not hold the same item twice",
            CompiledSchema.Compile(JsonElement.Parse("""{"uniqueItems":true}""")).Validate(JsonElement.Parse($$"""[{{items}},{"a":[1.0,2,3,{"b":7e0}]}]"""))!.Message);
    }

    [Fact]
    public void Compile_WhenNestedBeyondReason_Refuses()
    {
        var text = new StringBuilder();
        for (var level = 0; level < 400; level++)
        {
            text.Append("""{"not":""");
        }

        text.Append("true").Append('}', 400);
        var schema = JsonElement.Parse(text.ToString(), new JsonDocumentOptions { MaxDepth = 1_000 });

        Assert.Contains("too deeply", Assert.Throws<SchemaException>(() => CompiledSchema.Compile(schema)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WhenValueIsNestedBeyondReason_Ends()
    {
        var depth = 5_000;
        var value = JsonElement.Parse(new string('[', depth) + new string(']', depth), new JsonDocumentOptions { MaxDepth = depth + 1 });

        Assert.True(CompiledSchema.Compile(JsonElement.Parse("""{"items":{"$ref":"#"}}""")).Validate(value)!.IsUndecided);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""["\ud83d\ud83d"]""")]
    public void Validate_WhenTextIsHalfASurrogatePair_Refuses(string value)
    {
        var violation = CompiledSchema.Compile(JsonElement.Parse("""{"type":["string","object","array"]}""")).Validate(JsonElement.Parse(value));

        Assert.Equal("holds text that is not valid Unicode", violation!.Message);
    }

    [Theory]
    [InlineData("""{"type":"objekt"}""", "/type")]
    [InlineData("""{"minLength":-1}""", "/minLength")]
    [InlineData("""{"properties":{"a/b":{"pattern":"(?<unclosed"}}}""", "/properties/a~1b/pattern")]
    [InlineData("""{"required":true}""", "/required")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf")]
    [InlineData("""{"anyOf":[]}""", "/anyOf")]
    [InlineData("""{"items":5}""", "/items")]
    public void Compile_WhenKeywordIsWrittenWrongly_HoldsNothingAgainstValues(string schema, string pointer)
    {
        var compiled = CompiledSchema.Compile(JsonElement.Parse(schema));

        Assert.Equal(pointer, Assert.Single(compiled.Faults).Pointer);
        Assert.Null(compiled.Validate(JsonElement.Parse("""{"a/b":""}""")));
        Assert.Null(compiled.Validate(JsonElement.Parse("[1]")));
    }
}
