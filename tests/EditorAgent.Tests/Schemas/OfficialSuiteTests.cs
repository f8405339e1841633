using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Schemas;
using Xunit;

namespace EditorAgent.Tests.Schemas;

/// <summary>The official suite: every required case holds, every optional one that does not is named in a list that can only shrink.</summary>
public sealed class OfficialSuiteTests
{
    [Theory]
    [InlineData("draft2020-12", "https://json-schema.org/draft/2020-12/schema", 1_000)]
    [InlineData("draft7", "http://json-schema.org/draft-07/schema#", 700)]
    public void Validate_WhenCaseIsRequired_AgreesWithTheSuite(string draft, string metaschema, int atLeast)
    {
        var cases = Cases(draft, optional: false);
        var failing = Failing(metaschema, cases);

        Assert.True(cases.Count >= atLeast, $"only {cases.Count} cases were found");
        Assert.True(failing.Count == 0, $"{failing.Count} of {cases.Count} fail:\n{string.Join('\n', failing)}");
    }

    [Theory]
    [InlineData("draft2020-12", "https://json-schema.org/draft/2020-12/schema")]
    [InlineData("draft7", "http://json-schema.org/draft-07/schema#")]
    public void Validate_WhenCaseIsOptional_FailsOnlyWhatIsListed(string draft, string metaschema)
    {
        var cases = Cases(draft, optional: true);
        var failing = Failing(metaschema, cases);
        var listed = Listed(draft);

        TestContext.Current.TestOutputHelper!.WriteLine($"{draft}: {cases.Count - failing.Count} of {cases.Count} optional cases hold");
        var unexpected = failing.Except(listed).ToList();
        Assert.True(unexpected.Count == 0, $"{unexpected.Count} fail:\n{string.Join('\n', unexpected)}");
        if (!OfficialSuite.IsOtherCopy)
        {
            Assert.Equal("", string.Join('\n', listed.Except(failing)));
        }
    }

    private static List<OfficialCase> Cases(string draft, bool optional)
    {
        Assert.SkipUnless(Directory.Exists(OfficialSuite.Folder), "apt-get install libtest-json-schema-acceptance-perl brings the suite");
        // Formats are annotations here, so what the suite wants of them as assertions does not apply.
        return [.. OfficialSuite.Cases(draft, optional).Where(one => !one.Name.Contains("/format/", StringComparison.Ordinal))];
    }

    private static List<string> Failing(string metaschema, List<OfficialCase> cases)
    {
        var documents = OfficialSuite.Remotes();
        return [.. cases.Where(one => !Agrees(one, metaschema, documents)).Select(one => one.Name)];
    }

    private static bool Agrees(OfficialCase one, string metaschema, ImmutableDictionary<string, JsonElement> documents)
    {
        try
        {
            var violation = CompiledSchema.Compile(WithMetaschema(one.Schema, metaschema), documents).Validate(one.Data);
            return violation is not { IsUndecided: true } && one.IsValid == violation is null;
        }
        catch (SchemaException)
        {
            return false;
        }
    }

    /// <summary>The suite's schemas do not all say which revision they are of; their folder does.</summary>
    private static JsonElement WithMetaschema(JsonElement schema, string metaschema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("$schema", out _))
        {
            return schema;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", metaschema);
            foreach (var member in schema.EnumerateObject())
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static HashSet<string> Listed(string draft) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Schemas", "optional-exceptions.txt")).Where(line => line.StartsWith(draft + "/", StringComparison.Ordinal))];
}
