using EditorAgent.Core.Processes;
using EditorAgent.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("a\r\nb\rc\r\r\nd", "a\nb\nc\nd")]
    [InlineData("\u001b]8;;http://x\u0007link\u001b]8;;\u001b\\", "link")]
    [InlineData("bell\u0007 nul\0 back\b", "bell\\u{7} nul\\u{0} back\\u{8}")]
    [InlineData("abc\u202etxt", "abc\\u{202e}txt")]
    [InlineData("\u001b[31\nnext line", "\nnext line")]
    [InlineData("\u001b]0;never ended\nnext line", "\nnext line")]
    public void Clean_HoweverTheTextIsCut_GivesTheSame(string text, string expected)
    {
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var terminal = new TerminalText();
            Assert.Equal(expected, terminal.Clean(text.AsSpan(0, cut)) + terminal.Clean(text.AsSpan(cut)));
        }
    }
}
