using System.Text.Json;
using EditorAgent.Core.Schemas;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ViolationHintTests
{
    private const string Schema =
        """{"type":"object","properties":{"pattern":{"type":"string"},"limit":{"type":"integer"},"output":{"enum":["files","count"]}},"required":["pattern"],"additionalProperties":false}""";

    [Theory]
    [InlineData("""{"pattern":"x","-n":true}""", "Known are pattern (required), limit, output.")]
    [InlineData("""{"limit":1}""", """Given were: limit. The schema of pattern is {"type":"string"}""")]
    [InlineData("{}", """No argument was given. The schema of pattern is {"type":"string"}""")]
    [InlineData("""{"pattern":5}""", """The schema there is {"type":"string"}""")]
    [InlineData("""{"pattern":"x","output":"lines"}""", "")]
    public void For_WhenViolated_SaysWhatHelps(string arguments, string expected)
    {
        var value = JsonElement.Parse(arguments);
        Assert.Equal(expected, ViolationHint.For(CompiledSchema.Compile(JsonElement.Parse(Schema)).Validate(value)!, value));
    }
}
