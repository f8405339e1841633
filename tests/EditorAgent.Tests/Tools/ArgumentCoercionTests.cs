using System.Text.Json;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ArgumentCoercionTests
{
    private const string Schema =
        """{"type":"object","properties":{"n":{"type":"integer"},"b":{"type":"boolean"},"l":{"type":"array","items":{"type":"string"}},"s":{"type":"string"}}}""";

    [Theory]
    [InlineData("""{"n":"5"}""", """{"n":5}""")]
    [InlineData("""{"b":"true"}""", """{"b":true}""")]
    [InlineData("""{"l":"one"}""", """{"l":["one"]}""")]
    [InlineData("""{"l":"[\"a\",\"b\"]"}""", """{"l":["a","b"]}""")]
    public void Mend_WhenOnlyOneMeaningIsPossible_Changes(string arguments, string expected) =>
        Assert.Equal(expected, Mend(arguments)!.Value.GetRawText());

    [Theory]
    [InlineData("""{"n":"five"}""")]
    [InlineData("""{"n":"5.5"}""")]
    [InlineData("""{"b":"yes"}""")]
    [InlineData("""{"s":5}""")]
    public void Mend_WhenMeaningWouldBeGuessed_Refuses(string arguments) => Assert.Null(Mend(arguments));

    private static JsonElement? Mend(string arguments)
    {
        var value = JsonElement.Parse(arguments);
        var violation = new SchemaValidator(JsonElement.Parse(Schema)).Validate(value);
        Assert.NotNull(violation);
        return ArgumentCoercion.Mend(value, violation);
    }
}
