using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionTitleTests
{
    [Theory]
    [InlineData("  Fix the  bug \r\nand more", "Fix the bug")]
    [InlineData("\n\n first\nsecond", "first")]
    [InlineData("a\tb\u0007c\u2028d", "a bc d")]
    [InlineData("", "Untitled")]
    [InlineData("\u0001\n", "Untitled")]
    public void OfPrompt_WhenTextIsAwkward_IsOneCleanLine(string text, string title) => Assert.Equal(title, SessionTitle.OfPrompt(text));

    [Fact]
    public void OfPrompt_WhenTheLineIsLong_IsCutBetweenCharacters()
    {
        var title = SessionTitle.OfPrompt(string.Concat(Enumerable.Repeat("𝄞", 100)));

        Assert.Equal(string.Concat(Enumerable.Repeat("𝄞", 29)) + "…", title);
    }

    [Fact]
    public void Of_WhenNothingCanBeShown_IsNull() => Assert.Null(SessionTitle.Of(" \u0000\n"));
}
