using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ExplainPermissionTests
{
    private const string Method = "_editoragent/permissions/explain";

    [Fact]
    public async Task Explain_WhenAskedAboutACall_NamesWhoDecidesAndRunsNothing()
    {
        await using var bench = Start("turns: [{answer: {text: Hello.}}]");
        var session = await bench.NewSessionAsync();

        var edit = Result(await bench.RequestAsync(Method, $$"""{"sessionId":"{{session}}","toolName":"edit","call":".mcp.json"}"""));
        Assert.Equal(("ask", "safeguard"), (edit.GetProperty("decision").GetString(), edit.GetProperty("source").GetProperty("kind").GetString()));
        Assert.Equal("changes agent configuration", Assert.Single(edit.GetProperty("marks").EnumerateArray()).GetString());
        Assert.Contains("person decides", edit.GetProperty("change").GetString(), StringComparison.Ordinal);

        var list = Result(await bench.RequestAsync(Method, $$"""{"sessionId":"{{session}}","toolName":"list"}"""));
        Assert.Equal(("allow", "default"), (list.GetProperty("decision").GetString(), list.GetProperty("source").GetProperty("kind").GetString()));

        var outside = Result(await bench.RequestAsync(Method, $$"""{"sessionId":"{{session}}","toolName":"write","call":"{\"path\":\"../x\",\"content\":\"y\"}"}"""));
        Assert.Equal("refused", outside.GetProperty("decision").GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "..", "x")));

        Assert.Equal(-32602, CodeOf(await bench.RequestAsync(Method, $$"""{"sessionId":"{{session}}","toolName":"nothing"}""")));
    }

    private static JsonElement Result(JsonElement answer) => answer.GetProperty("result");
}
