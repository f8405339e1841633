using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Schemas;
using EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;
using EditorAgent.Tests.Schemas;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible.Moonshot;

public sealed class MoonshotSchemasTests
{
    [Theory]
    [InlineData("""{"$schema":"x","type":"object","properties":{"a":{"type":"string","format":"date"}}}""", """{"type":"object","properties":{"a":{"type":"string","description":"(format: date)"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x","y"],"description":"d"}}}""", """{"type":"object","properties":{"a":{"type":"string","enum":["x","y"],"description":"d"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","enum":["x"]}}}""", """{"type":"object","properties":{"a":{"type":"string","enum":["x"]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"const":5}}}""", """{"type":"object","properties":{"a":{"type":"integer","enum":[5]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"],"minLength":1}}}""", """{"type":"object","properties":{"a":{"anyOf":[{"type":"string","minLength":1},{"type":"null"}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","exclusiveMinimum":0,"maximum":9.5}}}""", """{"type":"object","properties":{"a":{"type":"integer","minimum":1,"maximum":9}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/n","description":"mine"}},"definitions":{"n":{"type":"number","description":"its"}}}""", """{"type":"object","properties":{"a":{"type":"number","description":"mine"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"allOf":[{"type":"string"},{"minLength":2}]}}}""", """{"type":"object","properties":{"a":{"type":"string","minLength":2}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"oneOf":[{"type":"string"},{"const":1}]}}}""", """{"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"integer","enum":[1]}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string"}},"anyOf":[{"required":["x"]},{"required":["y"]}]}}}""",
        """{"type":"object","properties":{"a":{"anyOf":[{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string"}},"required":["x"]},{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string"}},"required":["y"]}]}}}""")]
    [InlineData("""{"type":"object","properties":{"t":{"$ref":"#/$defs/T"}},"$defs":{"T":{"type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#/$defs/T"},"uniqueItems":true}}}}}""",
        """{"type":"object","properties":{"t":{"type":"object","properties":{"kids":{"type":"array","description":"(uniqueItems: true)","items":{"$ref":"#/$defs/T"}}}}},"$defs":{"T":{"type":"object","properties":{"kids":{"type":"array","description":"(uniqueItems: true)","items":{"$ref":"#/$defs/T"}}}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", """{"type":"object","properties":{"a":{"type":["string","number","boolean","array","object","null"]}}}""")]
    [InlineData("""{"properties":{"a":{"type":"null"}},"required":["a","b"]}""", """{"type":"object","properties":{"a":{"type":"null"},"b":{"type":["string","number","boolean","array","object","null"]}},"required":["a","b"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}}}""",
        """{"type":"object","properties":{"a":{"type":"array","description":"(items: each place has its own kind, in this order)","items":{"anyOf":[{"type":"string"},{"type":"integer"}]},"maxItems":2}}}""")]
    public void Of_WhenDialectHasNoWord_SaysItAsNearAsItCan(string schema, string expected)
    {
        var written = MoonshotSchemas.Of(Encoding.UTF8.GetBytes(schema));

        Assert.Equal(expected, Encoding.UTF8.GetString(written.Bytes.Span));
        Assert.True(written.IsStrict);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"anyOf":{"type":"string"},"b":{"type":"string"}},"additionalProperties":false}""", """{"type":"object","properties":{"b":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[{"x":1}]}}}""", """{"type":"object","properties":{"a":{"type":"object"}}}""")]
    [InlineData("""{"type":"object","type":"string"}""", """{"type":"object"}""")]
    public void Of_WhenItCannotBeSaid_IsReducedAndNotStrict(string schema, string expected)
    {
        var written = MoonshotSchemas.Of(Encoding.UTF8.GetBytes(schema));

        Assert.Equal(expected, Encoding.UTF8.GetString(written.Bytes.Span));
        Assert.False(written.IsStrict);
        Assert.NotEmpty(written.Losses);
    }

    [Fact]
    public void Of_WhenReferencesMultiply_IsReducedToAnOutline()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 40).Select(level =>
            $$$"""
            "d{{{level}}}":{"type":"object","properties":{"a":{"$ref":"#/$defs/d{{{level + 1}}}"},"b":{"$ref":"#/$defs/d{{{level + 1}}}"}},"format":"x"}
            """));
        var schema = $$"""{"type":"object","properties":{"p":{"type":"string"},"q":{"$ref":"#/$defs/d0"} },"$defs":{ {{definitions}},"d40":{"type":"null"} } }""";

        var written = MoonshotSchemas.Of(Encoding.UTF8.GetBytes(schema));

        Assert.False(written.IsStrict);
        Assert.StartsWith("""{"type":"object","properties":{"p":{"type":"string"}""", Encoding.UTF8.GetString(written.Bytes.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Of_WhenAnySchemaIsGiven_IsValidAndStable(int seed, bool isOld)
    {
        var generator = new SchemaGenerator(new Random(seed), isOld);
        for (var run = 0; run < 2_000; run++)
        {
            AssertStable(Encoding.UTF8.GetBytes(generator.Schema().ToJsonString()));
        }
    }

    /// <summary>The honest direction: nothing that the original takes is refused, as long as types are written.</summary>
    [Fact]
    public void Of_WhenTypesAreWritten_TakesWhateverTheOriginalTakes()
    {
        var random = new Random(7);
        var generator = new SchemaGenerator(random, isOld: false) { WritesTypes = true };
        var taken = 0;
        for (var run = 0; run < 3_000; run++)
        {
            var schema = new JsonObject { ["type"] = "object" };
            var properties = new JsonObject();
            foreach (var name in (string[])["a", "b", "ab"])
            {
                var property = generator.Schema().AsObject();
                property.Remove("$defs");
                properties[name] = property;
            }

            schema["properties"] = properties;
            schema["$defs"] = new JsonObject { ["x"] = new JsonObject { ["type"] = "string" }, ["y"] = new JsonObject { ["type"] = "integer" } };
            var written = MoonshotSchemas.Of(Encoding.UTF8.GetBytes(schema.ToJsonString()));
            var original = CompiledSchema.Compile(JsonElement.Parse(schema.ToJsonString()));
            var own = CompiledSchema.Compile(JsonElement.Parse(written.Bytes.Span));
            for (var at = 0; at < 6; at++)
            {
                var value = JsonElement.Parse(new JsonObject { ["a"] = generator.Value(2), ["b"] = generator.Value(2) }.ToJsonString());
                if (original.Validate(value) is not null)
                {
                    continue;
                }

                taken++;
                Assert.True(own.Validate(value) is null, $"{value} by {schema.ToJsonString()}\nas {Encoding.UTF8.GetString(written.Bytes.Span)}");
            }
        }

        Assert.True(taken > 200, $"only {taken} values fit");
    }

    [Fact]
    public async Task Of_WhenSchemaIsOfARealServer_IsValidAndStable()
    {
        var folder = await NpmFolder.OpenAsync("mcp-servers", TestContext.Current.CancellationToken);
        var script = Path.Combine(AppContext.BaseDirectory, "Schemas", "server-tools.mjs");
        var (exitCode, output) = await folder.NodeAsync([script, folder.Path], TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, output);
        var tools = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToList();

        Assert.Equal(["dbhub", "everything", "filesystem", "git", "memory"], tools.Select(tool => tool.GetProperty("server").GetString()!).Distinct().Order());
        foreach (var tool in tools)
        {
            var written = AssertStable(Encoding.UTF8.GetBytes(tool.GetProperty("inputSchema").GetRawText()));
            Assert.True(written.IsStrict, $"{tool.GetProperty("server")}/{tool.GetProperty("name")}: {string.Join("; ", written.Losses)}");
            Assert.Empty(CompiledSchema.Compile(tool.GetProperty("inputSchema")).Faults);
        }
    }

    private static MoonshotSchema AssertStable(byte[] schema)
    {
        var written = MoonshotSchemas.Of(schema);
        var fault = MoonshotSchemaCheck.Fault(JsonElement.Parse(written.Bytes.Span), MoonshotLimits.Default);
        Assert.True(fault is null, $"{fault}: {Encoding.UTF8.GetString(schema)}\nas {Encoding.UTF8.GetString(written.Bytes.Span)}");
        Assert.Equal(Encoding.UTF8.GetString(written.Bytes.Span), Encoding.UTF8.GetString(MoonshotSchemas.Of(written.Bytes).Bytes.Span));
        return written;
    }
}
