using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

public sealed class FoldedNameTests
{
    [Theory]
    [InlineData(".mcp.json")]
    [InlineData(".MCP.json")]
    [InlineData(".mcp.json.")]
    [InlineData(".mcp.json ")]
    [InlineData(".mcp.json. . ")]
    [InlineData(".mcp.json::$DATA")]
    [InlineData(".mcp.json.::$DATA")]
    [InlineData("MCP~1.JSO")]
    [InlineData("mcp~12.jso")]
    [InlineData("MC1A2B~1.JSO")]
    [InlineData("\uFF0Emcp\uFF0Ejson")]
    [InlineData(".\uFF2D\uFF23\uFF30.\uFF2A\uFF33\uFF2F\uFF2E")]
    [InlineData(".mcp.j\u017Fon")]
    [InlineData(".mcp.js\u006F\u0308n")]
    [InlineData(".mcp.js\u00F6n")]
    [InlineData(".m\u200Bcp.json")]
    [InlineData(".mcp\uFE0F.json")]
    [InlineData(".\U0001D426cp.json")]
    public void ForWriting_WhenAVariantOfAgentConfiguration_KnowsIt(string name)
    {
        Assert.Equal(ProtectedFileKind.AgentConfiguration, ProtectedFiles.ForWriting(name)?.Kind);
        Assert.Equal(ProtectedFileKind.AgentConfiguration, ProtectedFiles.ForWriting($"sub/{name}")?.Kind);
    }

    [Theory]
    [InlineData("VSCODE~1/x.json")]
    [InlineData(".VsCode/x.json")]
    [InlineData(".vscode./x.json")]
    [InlineData(".vscode \\x.json")]
    [InlineData("DIRECT~1.PRO")]
    [InlineData("app.csproj::$DATA")]
    [InlineData("PACKAG~1.JSO")]
    [InlineData("ma\u212Aefile")]
    public void ForWriting_WhenAVariantOfWhatRunsLater_KnowsIt(string path) =>
        Assert.Equal(ProtectedFileKind.ExecutesLater, ProtectedFiles.ForWriting(path)?.Kind);

    [Theory]
    [InlineData("backup~1")]
    [InlineData("backup~1.cs")]
    [InlineData("backup~x.txt")]
    [InlineData("mcp~x.jso")]
    [InlineData("notes.json")]
    [InlineData("vscode/x.json")]
    [InlineData("mcp.jsonl")]
    [InlineData("~1.jso")]
    public void ForWriting_WhenOnlySimilar_DoesNotAsk(string path) => Assert.Null(ProtectedFiles.ForWriting(path));

    /// <summary>Three letters can be the beginning of some project's extension, whose name begins in any way.</summary>
    [Theory]
    [InlineData("backup~1.txt")]
    [InlineData("m~1.jso")]
    [InlineData("APP~12.VCX")]
    public void ForWriting_WhenAShortNameCouldBeAProjects_Asks(string path) =>
        Assert.Equal(ProtectedFileKind.ExecutesLater, ProtectedFiles.ForWriting(path)?.Kind);

    [Theory]
    [InlineData("\u00DCbung", "U\u0308bung")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u0439", "\u0438\u0306")]
    [InlineData("STRASSE", "Stra\u00DFe")]
    public void Of_WhenComposedOrDecomposed_IsTheSame(string one, string other) => Assert.Equal(FoldedName.Of(one), FoldedName.Of(other));

    [Fact]
    public void Of_WhenHalfASurrogate_DoesNotFail() => Assert.NotEqual(FoldedName.Of("a"), FoldedName.Of("a\uD800"));
}
