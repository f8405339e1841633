using System.Text.Json;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("""{"content":"what"}""")]
    [InlineData("""{"content":{"type":"text","text":"what"}}""")]
    public void Read_WhenTheContentIsNoList_SaysSo(string result)
    {
        var part = Assert.IsType<AnswerPart.Unreadable>(Assert.Single(AnswerReader.Read(JsonElement.Parse(result)).Content));

        Assert.Equal("its content is no list", part.Why);
    }

    [Theory]
    [InlineData("""{"structuredContent":{"a":1}}""")]
    [InlineData("""{"content":[]}""")]
    public void Read_WhenThereIsNoContent_IsEmpty(string result) => Assert.Empty(AnswerReader.Read(JsonElement.Parse(result)).Content);
}
