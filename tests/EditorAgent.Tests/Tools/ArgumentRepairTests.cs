using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ArgumentRepairTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("   ", "{}")]
    [InlineData("""{"path":"a.cs"}""", """{"path":"a.cs"}""")]
    [InlineData("```json\n{\"path\":\"a.cs\"}\n```", """{"path":"a.cs"}""")]
    [InlineData("""{"path":"a.cs",}""", """{"path":"a.cs"}""")]
    [InlineData("""{"list":[1,2,],"x":1}""", """{"list":[1,2],"x":1}""")]
    [InlineData("{\"text\":\"a\nb\"}", """{"text":"a\u000ab"}""")]
    [InlineData("""{"edits":[{"a":"1"}""", """{"edits":[{"a":"1"}]}""")]
    [InlineData("""
        "{\"path\":\"a.cs\"}"
        """, """{"path":"a.cs"}""")]
    public void Read_WhenFormIsBroken_KeepsContent(string raw, string expected)
    {
        var (arguments, problem) = ArgumentRepair.Read(raw);

        Assert.Null(problem);
        Assert.Equal(expected, arguments!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"path":"a.c""")]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1]}""")]
    public void Read_WhenContentWouldHaveToBeGuessed_Refuses(string raw)
    {
        var (arguments, problem) = ArgumentRepair.Read(raw);

        Assert.Null(arguments);
        Assert.NotNull(problem);
    }

    [Fact]
    public void Read_WhenStringContainsBracketsAndCommas_LeavesThemAlone()
    {
        var (arguments, _) = ArgumentRepair.Read("""{"text":"a,} ]","n":1,}""");

        Assert.Equal("a,} ]", arguments!.Value.GetProperty("text").GetString());
    }
}
