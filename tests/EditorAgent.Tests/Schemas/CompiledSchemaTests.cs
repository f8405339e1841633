using System.Text.Json;
using EditorAgent.Core.Schemas;
using Xunit;

namespace EditorAgent.Tests.Schemas;

public sealed class CompiledSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "$.a", "is missing")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", """{"a":"x"}""", "$.a", "must be an integer, not a string")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", """{"a":1.5}""", "$.a", "must be an integer, not a number")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", """{"b":1}""", "$.b", "is not a known parameter")]
    [InlineData("""{"type":"object","properties":{"e":{"type":"string","enum":["x","y"]}}}""", """{"e":"z"}""", "$.e", """must be one of ["x","y"]""")]
    [InlineData("""{"type":"array","items":{"type":"object","required":["k"]}}""", """[{"k":1},{}]""", "$[1].k", "is missing")]
    [InlineData("""{"type":"number","minimum":1}""", "0", "$", "must be at least 1")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"", "$", "must not be empty")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"null"}}}""", "1", "$", "must be a null, not a number")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "$", "fits none of the allowed forms")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1", "$", "must fit exactly one of the allowed forms")]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", "$", "has a form that is excluded")]
    [InlineData("""{"type":"string","pattern":"^a+$"}""", "\"b\"", "$", "must match ^a+$")]
    public void Validate_WhenViolated_NamesPlaceAndRule(string schema, string value, string path, string message)
    {
        var violation = CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse(value));

        Assert.Equal((path, message), (violation!.Path, violation.Message));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"]}}}""", """{"a":null,"b":[]}""")]
    [InlineData("""{"type":"integer"}""", "3.0")]
    [InlineData("true", "{}")]
    [InlineData("""{"type":"string","pattern":"(?<unclosed"}""", "\"a\"")]
    public void Validate_WhenSatisfied_Passes(string schema, string value)
    {
        Assert.Null(CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse(value)));
    }

    [Fact]
    public void Validate_WhenSchemaRefersToItself_Ends()
    {
        var violation = CompiledSchema.Compile(JsonElement.Parse("""{"$ref":"#"}""")).Validate(JsonElement.Parse("1"));

        Assert.Equal("is nested too deeply", violation!.Message);
    }
}
