using System.Text.Json;
using EditorAgent.Core.Schemas;
using Xunit;

namespace EditorAgent.Tests.Schemas;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("""{"minimum":9007199254740993}""", "9007199254740992", false)]
    [InlineData("""{"minimum":9007199254740993}""", "9007199254740993.0", true)]
    [InlineData("""{"exclusiveMaximum":0.1}""", "0.09999999999999999999999999999999", true)]
    [InlineData("""{"exclusiveMaximum":0.1}""", "0.10000000000000000000000000000000", false)]
    [InlineData("""{"multipleOf":0.01}""", "4.35", true)]
    [InlineData("""{"multipleOf":0.0001}""", "0.00751", false)]
    [InlineData("""{"multipleOf":3}""", "1e1000000", false)]
    [InlineData("""{"multipleOf":5}""", "1e1000000", true)]
    [InlineData("""{"multipleOf":1e-1000000}""", "7", true)]
    [InlineData("""{"multipleOf":7}""", "1e-1000000", false)]
    [InlineData("""{"multipleOf":1e400}""", "3e401", true)]
    [InlineData("""{"maximum":1e308}""", "1e309", false)]
    [InlineData("""{"maximum":-1e309}""", "-1e308", false)]
    [InlineData("""{"type":"integer"}""", "1e999999999999", true)]
    [InlineData("""{"type":"integer"}""", "1e-999999999999", false)]
    [InlineData("""{"type":"integer"}""", "12345678901234567890.0", true)]
    [InlineData("""{"type":"integer"}""", "12345678901234567890.5", false)]
    [InlineData("""{"const":100}""", "1.00e2", true)]
    [InlineData("""{"const":0}""", "-0.0", true)]
    [InlineData("""{"enum":[18446744073709551617]}""", "18446744073709551616", false)]
    [InlineData("""{"minimum":-2.5,"maximum":-2.5}""", "-25e-1", true)]
    public void Validate_WhenNumberIsBeyondDouble_IsExact(string schema, string value, bool fits) =>
        Assert.Equal(fits, CompiledSchema.Compile(JsonElement.Parse(schema)).Validate(JsonElement.Parse(value)) is null);

    [Theory]
    [InlineData("1e99999999999999999999", "1e99999999999999999998")]
    [InlineData("-1e99999999999999999999", "0")]
    public void Validate_WhenExponentIsAbsurd_StillEnds(string left, string right)
    {
        var violation = CompiledSchema.Compile(JsonElement.Parse($$"""{"minimum":{{left}},"multipleOf":{{right.Replace("0", "1", StringComparison.Ordinal)}}}""")).Validate(JsonElement.Parse(right));

        Assert.False(violation is { IsUndecided: true });
    }

    [Fact]
    public void Validate_WhenNumberHasThousandsOfDigits_IsUndecided() =>
        Assert.True(CompiledSchema.Compile(JsonElement.Parse("""{"maximum":1}""")).Validate(JsonElement.Parse(new string('9', 5_000)))!.IsUndecided);
}
