using EditorAgent.Core.Agent.Guidance;
using Xunit;

namespace EditorAgent.Tests.Agent.Guidance;

public sealed class ArgumentTextTests
{
    [Theory]
    [InlineData("Fix $ARGUMENTS now", "a b", "Fix a b now")]
    [InlineData("$1 then $2", "one \"two three\"", "one then two three")]
    [InlineData("$1 and $3.", "one", "one and .")]
    [InlineData("Fix it", "issue 7", "Fix it\n\nArguments: issue 7\n")]
    [InlineData("Fix it", "", "Fix it")]
    [InlineData("$ARGUMENTS", "$1 $ARGUMENTS", "$1 $ARGUMENTS")]
    [InlineData("It costs $10 or $5.00, $2", "a b", "It costs $10 or $5.00, b")]
    [InlineData("ends with $", "", "ends with $")]
    [InlineData("$1", "it's", "it's")]
    public void Fill_OfEachPlace_PutsInWhatWasTypedOnce(string body, string arguments, string expected) => Assert.Equal(expected, ArgumentText.Fill(body, arguments));
}
