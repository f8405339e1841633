using System.Text.Json;
using EditorAgent.Core.Schemas;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ArgumentCoercionTests
{
    private const string Schema =
        """{"type":"object","properties":{"n":{"type":"integer"},"b":{"type":"boolean"},"l":{"type":"array","items":{"type":"string"}},"s":{"type":"string"},"o":{"type":"object"},"e":{"type":"string","enum":["in_progress","done"]}}}""";

    private const string Edits =
        """{"type":"object","properties":{"path":{"type":"string"},"edits":{"type":"array","items":{"type":"object","properties":{"old_string":{"type":"string"},"all":{"type":"boolean"}},"required":["old_string"],"additionalProperties":false}}},"required":["path","edits"],"additionalProperties":false}""";

    [Theory]
    [InlineData("""{"n":"5"}""", """{"n":5}""")]
    [InlineData("""{"b":"true"}""", """{"b":true}""")]
    [InlineData("""{"l":"one"}""", """{"l":["one"]}""")]
    [InlineData("""{"l":"[\"a\",\"b\"]"}""", """{"l":["a","b"]}""")]
    [InlineData("""{"o":" {\"a\":1}"}""", """{"o":{"a":1}}""")]
    [InlineData("""{"s":["one"]}""", """{"s":"one"}""")]
    [InlineData("""{"e":"In Progress"}""", """{"e":"in_progress"}""")]
    public void Mend_WhenOnlyOneMeaningIsPossible_Changes(string arguments, string expected) =>
        Assert.Equal(expected, Mend(arguments)!.Value.GetRawText());

    [Theory]
    [InlineData("""{"n":"five"}""")]
    [InlineData("""{"n":"5.5"}""")]
    [InlineData("""{"o":"a"}""")]
    [InlineData("""{"o":"[1]"}""")]
    [InlineData("""{"o":"{\"a\":1,\"a\":2}"}""")]
    [InlineData("""{"b":"yes"}""")]
    [InlineData("""{"s":5}""")]
    [InlineData("""{"s":["one","two"]}""")]
    [InlineData("""{"e":"doing"}""")]
    public void Mend_WhenMeaningWouldBeGuessed_Refuses(string arguments) => Assert.Null(Mend(arguments));

    [Theory]
    [InlineData("""{"file_path":"a","edits":[]}""", """{"edits":[],"path":"a"}""")]
    [InlineData("""{"path":"a","old_string":"x","all":true}""", """{"path":"a","edits":[{"old_string":"x","all":true}]}""")]
    [InlineData("""{"path":"a","edits":[{"oldString":"x"}]}""", """{"path":"a","edits":[{"old_string":"x"}]}""")]
    public void Mend_WhenArgumentIsMisnamed_PutsItInItsPlace(string arguments, string expected) =>
        Assert.Equal(expected, Mend(arguments, Edits)!.Value.GetRawText());

    [Theory]
    [InlineData("""{"file_path":"a","absolute_path":"b","edits":[]}""")]
    [InlineData("""{"parent_path":"a","edits":[]}""")]
    [InlineData("""{"path":"a","old_string":"x","more":1}""")]
    [InlineData("""{"path":"a","all":true}""")]
    [InlineData("""{"path":"a","edits":[],"more":1}""")]
    public void Mend_WhenItsPlaceWouldBeGuessed_Refuses(string arguments) => Assert.Null(Mend(arguments, Edits));

    private static JsonElement? Mend(string arguments, string schema = Schema)
    {
        var value = JsonElement.Parse(arguments);
        var violation = CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(value);
        Assert.NotNull(violation);
        return ArgumentCoercion.Mend(value, violation);
    }
}
