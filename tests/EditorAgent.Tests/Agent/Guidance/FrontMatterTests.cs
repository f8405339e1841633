using EditorAgent.Core.Agent.Guidance;
using Xunit;

namespace EditorAgent.Tests.Agent.Guidance;

public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("description: plain words # and a remark", "plain words")]
    [InlineData("description: a C# skill", "a C# skill")]
    [InlineData("description: 'it''s quoted: # here'", "it's quoted: # here")]
    [InlineData("description: \"a \\\"b\\\" c\"  # remark", "a \"b\" c")]
    [InlineData("description: >\n  folded\n  over lines\n\n  and a part", "folded over lines\nand a part")]
    [InlineData("description: |-\n  kept\n    as is", "kept\n  as is")]
    [InlineData("description: goes on\n  on the next line", "goes on on the next line")]
    [InlineData("other:\n  - a\n  description: no\ndescription: yes", "yes")]
    [InlineData("description: https://example.org:80/x", "https://example.org:80/x")]
    [InlineData("descriptions: no", null)]
    [InlineData("description:", null)]
    public void Read_OfEachForm_GivesTheValue(string head, string? expected)
    {
        var read = FrontMatter.Read($"---\n{head}\nname: x\n---\n\nThe body.\n");

        Assert.Equal(expected, read["description"]);
        Assert.Equal("x", read["name"]);
        Assert.Equal("The body.\n", read.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Title\nname: x\n")]
    [InlineData("---\nname: x\nno end")]
    public void Read_WithoutHead_LeavesTheTextWhole(string text)
    {
        var read = FrontMatter.Read(text);

        Assert.Empty(read.Values);
        Assert.Equal(text, read.Body);
    }

    [Fact]
    public void Read_OfAnEndlessHead_StopsLooking() => Assert.Empty(FrontMatter.Read($"---\n{string.Concat(Enumerable.Repeat("a: b\n", 5_000))}---\nbody").Values);
}
