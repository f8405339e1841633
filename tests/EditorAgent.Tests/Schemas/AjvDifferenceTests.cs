using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Schemas;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.Tests.Schemas;

/// <summary>Schemas and values by the thousand: the same verdicts as Ajv's, which the MCP SDK validates with.</summary>
public sealed class AjvDifferenceTests
{
    private const int Schemas = 2_500;
    private const int ValuesEach = 8;

    [Theory]
    [InlineData("2020", 20_261)]
    [InlineData("7", 20_262)]
    public async Task Validate_WhenSchemaIsWellFormed_AgreesWithAjv(string draft, int seed)
    {
        var folder = await NpmFolder.OpenAsync("mcp-servers", TestContext.Current.CancellationToken);
        var cases = Cases(draft, seed);
        var file = Path.Combine(Path.GetTempPath(), $"schema-cases-{Guid.NewGuid():N}.jsonl");
        try
        {
            await File.WriteAllLinesAsync(file, cases.Select(one => one.ToJsonString()), TestContext.Current.CancellationToken);
            var script = Path.Combine(AppContext.BaseDirectory, "Schemas", "ajv-verdicts.cjs");
            var (exitCode, output) = await folder.NodeAsync([script, folder.Path, file], TestContext.Current.CancellationToken);
            Assert.True(exitCode == 0, output);
            Compare(cases, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static List<JsonObject> Cases(string draft, int seed)
    {
        var random = new Random(seed);
        var generator = new SchemaGenerator(random, draft == "7");
        var cases = new List<JsonObject>();
        for (var at = 0; at < Schemas; at++)
        {
            var values = new JsonArray([.. Enumerable.Range(0, ValuesEach).Select(_ => generator.Value(3))]);
            cases.Add(new JsonObject { ["draft"] = draft, ["schema"] = generator.Schema(), ["values"] = values });
        }

        return cases;
    }

    private static void Compare(List<JsonObject> cases, string[] verdicts)
    {
        Assert.Equal(cases.Count, verdicts.Length);
        var differences = new List<string>();
        var decided = 0;
        var gaps = 0;
        for (var at = 0; at < cases.Count; at++)
        {
            if (verdicts[at].StartsWith("refused: Cannot set properties of undefined", StringComparison.Ordinal))
            {
                gaps++;
                continue;
            }

            if (verdicts[at].StartsWith("refused", StringComparison.Ordinal))
            {
                differences.Add($"Ajv {verdicts[at]}: {cases[at]["schema"]!.ToJsonString()}");
                continue;
            }

            var own = Verdicts(cases[at]);
            decided += own.Count(verdict => verdict != '?');
            if (own != verdicts[at] && IsKnownGap(cases[at]))
            {
                gaps++;
                continue;
            }

            if (own != verdicts[at] && !own.Contains('?', StringComparison.Ordinal))
            {
                differences.Add($"{own} here, {verdicts[at]} by Ajv: {cases[at].ToJsonString()}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{decided} verdicts compared, {gaps} schemas in Ajv's known gap");
        Assert.True(gaps < Schemas / 100, $"{gaps} schemas in Ajv's known gap");
        Assert.True(decided > Schemas * ValuesEach * 9 / 10, $"only {decided} verdicts");
        Assert.True(differences.Count == 0, $"{differences.Count} differ, such as\n{string.Join('\n', differences.OrderBy(text => text.Length).Take(10))}");
    }

    /// <summary>
    /// Ajv does not count what <c>contains</c> or a schema without rules has looked at as evaluated, and counts what a branch that failed has;
    /// the official suite wants it the other way.
    /// </summary>
    private static bool IsKnownGap(JsonObject one) => one["schema"]!.ToJsonString().Contains("unevaluated", StringComparison.Ordinal);

    private static string Verdicts(JsonObject one)
    {
        var schema = JsonNode.Parse(one["schema"]!.ToJsonString())!.AsObject();
        schema.Insert(0, "$schema", (string)one["draft"]! == "7" ? "http://json-schema.org/draft-07/schema#" : "https://json-schema.org/draft/2020-12/schema");
        var compiled = CompiledSchema.Compile(JsonElement.Parse(schema.ToJsonString()));
        var verdicts = new StringBuilder();
        foreach (var value in JsonElement.Parse(one["values"]!.ToJsonString()).EnumerateArray())
        {
            verdicts.Append(compiled.Validate(value) switch { null => '1', { IsUndecided: true } => '?', _ => '0' });
        }

        return verdicts.ToString();
    }
}
