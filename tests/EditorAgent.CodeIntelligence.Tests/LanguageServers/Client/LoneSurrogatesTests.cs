using System.Text;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Client;

public sealed class LoneSurrogatesTests
{
    [Theory]
    [InlineData(@"""\ud83d\ude00""", @"""\ud83d\ude00""")]
    [InlineData(@"""\ud83d""", @"""\ufffd""")]
    [InlineData(@"""\ude00\ud83d""", @"""\ufffd\ufffd""")]
    [InlineData(@"""\ud83dx\ude00""", @"""\ufffdx\ufffd""")]
    [InlineData(@"""\\ud83d""", @"""\\ud83d""")]
    [InlineData(@"""\ud83d\", @"""\ufffd\")]
    [InlineData(@"""\ud8", @"""\ud8")]
    public void Replace_WhenHalvesStandAlone_ReplacesThem(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        LoneSurrogates.Replace(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }
}
