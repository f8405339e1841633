using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Naming;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Naming;

public sealed class ToolShelfTests
{
    private readonly ToolShelf shelf = new();

    [Fact]
    public void Put_WhenAServerComesLater_ItsToolsComeBehind()
    {
        this.Put("b", "b1");
        this.Put("a", "a1");
        this.Put("b", "b0", "b1");

        Assert.Equal(["b1", "a1", "b0"], this.Names);
    }

    [Fact]
    public void Withdraw_ThenPutAgain_RestoresThePlace()
    {
        this.Put("a", "a1");
        this.Put("b", "b1");
        this.shelf.Withdraw("a");
        Assert.Equal(["b1"], this.Names);
        Assert.Null(this.shelf.Find("a", "a1"));

        this.Put("a", "a1");

        Assert.Equal(["a1", "b1"], this.Names);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Put_WhenTwoServersComeToOneName_TheSameOneHasItWhoeverCameFirst(string first, string second)
    {
        this.shelf.Put(first, [new OfferedTool(first, FakeServer.Tool("t"), "same", [])]);
        this.shelf.Put(second, [new OfferedTool(second, FakeServer.Tool("t"), "SAME", [])]);

        Assert.Equal("a", Assert.Single(this.shelf.All).Server);
    }

    private IEnumerable<string> Names => this.shelf.All.Select(tool => tool.Tool.Name);

    private void Put(string server, params string[] tools) =>
        this.shelf.Put(server, [.. tools.Select(tool => new OfferedTool(server, FakeServer.Tool(tool), $"mcp__{server}__{tool}", []))]);
}
