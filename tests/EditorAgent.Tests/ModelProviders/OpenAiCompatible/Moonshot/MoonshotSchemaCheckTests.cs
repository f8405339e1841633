using System.Text.Json;
using EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible.Moonshot;

public sealed class MoonshotSchemaCheckTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":1,"pattern":"^a"}},"required":["a"],"additionalProperties":{}}""")]
    [InlineData("""{"type":["string","null"],"description":"either"}""")]
    [InlineData("""{"type":["null","integer"],"enum":[1,null]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"$ref":"#/$defs/a"}],"description":"d","$defs":{"a":{"type":"null"}}}""")]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}""")]
    [InlineData("""{"type":"array","items":{"type":"integer","minimum":1,"maximum":5},"minItems":1,"maxItems":1}""")]
    public void Fault_WhenSchemaIsOfTheDialect_FindsNone(string schema) => Assert.Null(Fault(schema));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"type":"object","$schema":"x"}""")]
    [InlineData("""{"type":"string","format":"date"}""")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"description":"no type"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","enum":["x"]}}}""")]
    [InlineData("""{"type":"string","enum":[1]}""")]
    [InlineData("""{"type":["integer","null"],"enum":[null,1]}""")]
    [InlineData("""{"type":["string","null"],"minLength":1}""")]
    [InlineData("""{"type":["string","string"]}""")]
    [InlineData("""{"type":[]}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":"object","anyOf":[{"type":"object"}]}""")]
    [InlineData("""{"anyOf":[]}""")]
    [InlineData("""{"anyOf":[{"type":"string","description":"b"}],"description":"a"}""")]
    [InlineData("""{"$ref":"#/definitions/a","definitions":{"a":{"type":"null"}}}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"b":{"type":"null"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a","description":"d"}},"$defs":{"a":{"type":"null","description":"e"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"],"$defs":{"a":{"type":"object","properties":{"b":{"$ref":"#/$defs/a"}},"required":["b"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","$defs":{}}}}""")]
    [InlineData("""{"type":"object","$defs":{"a/b":{"type":"null"}}}""")]
    [InlineData("""{"type":"object","properties":{"required":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","required":["a"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"required":["a","a"]}""")]
    [InlineData("""{"type":"array","items":{}}""")]
    [InlineData("""{"type":"array","items":[{"type":"string"}]}""")]
    [InlineData("""{"type":"string","minLength":3,"maxLength":2}""")]
    [InlineData("""{"type":"integer","minimum":1.5}""")]
    [InlineData("""{"type":"string","minimum":1}""")]
    [InlineData("""{"type":"object","additionalProperties":"no"}""")]
    public void Fault_WhenServerWouldRefuse_NamesIt(string schema) => Assert.NotNull(Fault(schema));

    [Fact]
    public void Fault_WhenNestedBeyondTheLimit_NamesIt()
    {
        var schema = """{"type":"string"}""";
        for (var level = 0; level < 31; level++)
        {
            schema = $$$"""{"type":"object","properties":{"a":{{{schema}}}}}""";
        }

        Assert.Equal("the schema is nested too deeply", Fault(schema));
    }

    [Fact]
    public void Fault_WhenDefinitionsMultiply_Ends()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 60).Select(level =>
            $$$"""
            "d{{{level}}}":{"type":"object","properties":{"a":{"$ref":"#/$defs/d{{{level + 1}}}"},"b":{"$ref":"#/$defs/d{{{level + 1}}}"}},"required":["a","b"]}
            """));

        Assert.NotNull(Fault($$"""{"$ref":"#/$defs/d0","$defs":{ {{definitions}},"d60":{"$ref":"#/$defs/d0"} } }"""));
    }

    /// <summary>The vendor's own cases, from a copy of its checker's repository: run by hand when either changes.</summary>
    [Fact]
    public void Fault_WhenCasesOfTheVendorAreThere_AgreesWithAll()
    {
        var folder = Environment.GetEnvironmentVariable("EDITORAGENT_WALLE_CASES");
        Assert.SkipUnless(Directory.Exists(folder), "EDITORAGENT_WALLE_CASES names no folder");
        var limits = new MoonshotLimits { Depth = 5 };
        var wrong = new List<string>();
        foreach (var line in Directory.GetFiles(folder!, "valid.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines).Where(line => line.Length > 0))
        {
            if (MoonshotSchemaCheck.Fault(JsonElement.Parse(line), limits) is { } fault)
            {
                wrong.Add($"refused ({fault}): {line}");
            }
        }

        foreach (var line in Directory.GetFiles(folder!, "invalid.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines).Where(line => line.Length > 0))
        {
            var schema = JsonElement.Parse(line).GetProperty("schema").GetString()!;
            if (Parsed(schema) is { } parsed && MoonshotSchemaCheck.Fault(parsed, limits) is null)
            {
                wrong.Add($"taken: {line}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }

    private static JsonElement? Parsed(string schema)
    {
        try
        {
            return JsonElement.Parse(schema);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Fault(string schema) => MoonshotSchemaCheck.Fault(JsonElement.Parse(schema), MoonshotLimits.Default);
}
