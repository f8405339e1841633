using EditorAgent.Host.McpServer.Protocol;
using ModelContextProtocol;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

public sealed class RequestStateSealTests
{
    private readonly RequestStateSeal seal = new(TimeProvider.System);

    [Fact]
    public void Open_OfWhatWasSealed_GivesItBack() =>
        Assert.Equal("state.with é", this.seal.Open("tools/call", "t", this.seal.Seal("tools/call", "t", "state.with é")));

    [Fact]
    public void Open_ForAnotherTool_IsRefused() =>
        Assert.Throws<McpProtocolException>(() => this.seal.Open("tools/call", "other", this.seal.Seal("tools/call", "t", "state")));

    [Fact]
    public void Open_OfAnotherProcess_IsRefused() =>
        Assert.Throws<McpProtocolException>(() => this.seal.Open("tools/call", "t", new RequestStateSeal(TimeProvider.System).Seal("tools/call", "t", "state")));

    [Fact]
    public void Open_OfAnyChangedCharacter_IsRefused()
    {
        var good = this.seal.Seal("tools/call", "t", "state");
        for (var i = 0; i < good.Length; i++)
        {
            // The last character of each half has bits that mean nothing; the next letter always changes one that does.
            var changed = $"{good[..i]}{(good[i] == 'A' ? 'Z' : 'A')}{good[(i + 1)..]}";
            Assert.Throws<McpProtocolException>(() => this.seal.Open("tools/call", "t", changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("%.%")]
    public void Open_OfNonsense_IsRefused(string state) => Assert.Throws<McpProtocolException>(() => this.seal.Open("tools/call", "t", state));
}
