using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Mcp.Trust;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Mcp.Tests.Trust;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[ true , null ,false]}""", """{"a":[true,null,false],"b":1}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    [InlineData(""" "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" """, """ "€$\u000f\nA'B\"\\\\\"/" """)]
    [InlineData("[1e30,4.50,2e-3,1e-27,1E400,0.0,-0,1e-6,1e-7,1e20,1e21,123456789012345678901234567890,-1.5e3,100]",
        "[1e+30,4.5,0.002,1e-27,1e+400,0,0,0.000001,1e-7,100000000000000000000,1e+21,1.2345678901234567890123456789e+29,-1500,100]")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void Of_ValuesOfTheSpecificationAndBeyondADouble_AreAsExpected(string json, string expected) =>
        Assert.Equal(expected.Trim(), CanonicalJson.Of(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void Of_HalfASurrogatePair_HasATextOfItsOwn() =>
        Assert.NotEqual(CanonicalJson.Of(JsonDocument.Parse("""{"a":"\ud800"}""").RootElement), CanonicalJson.Of(JsonDocument.Parse("""{"a":"\ud801"}""").RootElement));

    [Fact]
    public void Of_AnyValueWrittenInAnyWay_IsTheSameTextAndTheSameValue() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var value = new RandomJson(seed).Value(depth: 3);
            var one = JsonDocument.Parse(RandomJson.Written(value, new Random(seed))).RootElement;
            var other = JsonDocument.Parse(RandomJson.Written(value, new Random(~seed))).RootElement;
            var canonical = CanonicalJson.Of(one);
            return canonical == CanonicalJson.Of(other)
                && JsonElement.DeepEquals(one, JsonDocument.Parse(canonical).RootElement)
                && CanonicalJson.Of(JsonDocument.Parse(canonical).RootElement) == canonical;
        }));

    [Fact]
    public void Of_ADouble_IsTheNumberThatTheRuntimeWrites() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
        {
            var written = number.Item.ToString("R", CultureInfo.InvariantCulture);
            var canonical = CanonicalJson.Of(JsonDocument.Parse(written).RootElement);
            return double.Parse(canonical, CultureInfo.InvariantCulture) == number.Item;
        }));

    /// <summary>Makes values, and writes one value in many ways.</summary>
    private sealed class RandomJson(int seed)
    {
        private const string Letters = "ab\"\\\n\u0001é€\U0001F600/ ";

        private readonly Random random = new(seed);

        public object? Value(int depth) => this.random.Next(depth == 0 ? 5 : 7) switch
        {
            0 => null,
            1 => this.random.Next(2) == 0,
            2 => this.random.Next(-1000, 1000),
            3 => new decimal(this.random.Next(), this.random.Next(), this.random.Next(), this.random.Next(2) == 0, (byte)this.random.Next(20)),
            4 => this.Text(),
            5 => Enumerable.Range(0, this.random.Next(4)).Select(_ => this.Value(depth - 1)).ToList(),
            _ => Enumerable.Range(0, this.random.Next(4)).Select(_ => this.Text()).Distinct().ToDictionary(name => name, _ => this.Value(depth - 1)),
        };

        public static string Written(object? value, Random random) => value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            int or decimal => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture), random),
            string text => Text(text, random),
            List<object?> items => $"[{string.Join(random.Next(2) == 0 ? "," : " ,\n", items.Select(item => Written(item, random)))}]",
            Dictionary<string, object?> members => $"{{{string.Join(',', members.OrderBy(_ => random.Next()).Select(member => $"{Text(member.Key, random)} : {Written(member.Value, random)}"))}}}",
            _ => throw new InvalidOperationException(),
        };

        private string Text()
        {
            var runes = Letters.EnumerateRunes().ToList();
            return string.Concat(Enumerable.Range(0, this.random.Next(5)).Select(_ => runes[this.random.Next(runes.Count)].ToString()));
        }

        private static string Number(decimal number, Random random)
        {
            var plain = number.ToString(CultureInfo.InvariantCulture);
            return random.Next(3) switch
            {
                0 => plain,
                1 => plain.Contains('.', StringComparison.Ordinal) ? plain + "00" : plain + ".0",
                _ => plain + (random.Next(2) == 0 ? "e0" : "E+00"),
            };
        }

        private static string Text(string text, Random random)
        {
            var written = new StringBuilder("\"");
            foreach (var rune in text.EnumerateRunes())
            {
                var mustEscape = rune.Value is '"' or '\\' or < ' ';
                written.Append(mustEscape || random.Next(2) == 0 ? string.Concat(rune.ToString().Select(unit => $"\\u{(int)unit:X4}")) : rune.ToString());
            }

            return written.Append('"').ToString();
        }
    }
}
