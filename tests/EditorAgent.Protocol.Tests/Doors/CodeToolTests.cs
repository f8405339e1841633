using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class CodeToolTests
{
    private const string Source = "namespace Orders;\n\npublic sealed class Invoice\n{\n    public int Total(int tax) => tax;\n}\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_WithoutASession_AnswersFromTheIndex_AndLeavesItsOwnTrace()
    {
        await using var bench = await StartAsync();

        var tools = (await AskAsync(bench, "tools", $$"""{"cwd":{{Json(bench.Workspace)}}}""")).GetProperty("tools").EnumerateArray().ToList();
        var found = await AskAsync(bench, "call", $$$"""{"cwd":{{{Json(bench.Workspace)}}},"tool":"find_symbol","arguments":{"query":"Invoice"}}""");

        Assert.Contains("find_symbol", tools.Select(tool => tool.GetProperty("name").GetString()));
        Assert.DoesNotContain(tools, tool => tool.GetProperty("name").GetString() is "edit_code" or "rename_symbol" or "apply_code_action" or "shell" or "read");
        Assert.All(tools, tool => Assert.Equal("object", tool.GetProperty("inputSchema").GetProperty("type").GetString()));
        Assert.False(found.GetProperty("isError").GetBoolean());
        Assert.Contains("class Orders.Invoice", found.GetProperty("text").GetString(), StringComparison.Ordinal);
        var listed = await bench.RequestAsync("session/list", "{}");
        Assert.Equal("Code questions of another agent", listed.GetProperty("result").GetProperty("sessions")[0].GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("edit_code", """{"path":"a.cs"}""", "There is no tool")]
    [InlineData("shell", """{"command":"touch canary"}""", "There is no tool")]
    [InlineData("find_symbol", """{"quarry":"x"}""", "Not run")]
    [InlineData("find_references", """{"sym":"Orders.Invoice"}""", "not trusted")]
    public async Task Call_OfWhatWritesOrNeedsTrust_IsAnErrorForTheModel(string tool, string arguments, string says)
    {
        await using var bench = await StartAsync();

        var refused = await AskAsync(bench, "call", $$"""{"cwd":{{Json(bench.Workspace)}},"tool":"{{tool}}","arguments":{{arguments}}}""");

        Assert.True(refused.GetProperty("isError").GetBoolean());
        Assert.Contains(says, refused.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["a.cs"], Directory.GetFiles(bench.Workspace).Select(Path.GetFileName));
        Assert.DoesNotContain(bench.Seen, frame => MethodOf(frame) == "session/request_permission");
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("ask")]
    public async Task Call_WhenARuleSpeaksAgainstIt_IsNotRun(string decision)
    {
        await using var bench = await StartAsync($"\n\n[[permission.rules]]\npattern = \"find_symbol\"\ndecision = \"{decision}\"\n");
        var session = await bench.NewSessionAsync();

        var refused = await AskAsync(bench, "call", $$$"""{"sessionId":"{{{session}}}","tool":"find_symbol","arguments":{"query":"Invoice"}}""");

        Assert.True(refused.GetProperty("isError").GetBoolean());
        Assert.StartsWith("Not allowed", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenARuleWithholdsTheFile_ShowsNothingOfIt()
    {
        await using var bench = await StartAsync("\n\n[[permission.rules]]\npattern = \"read(a.cs)\"\ndecision = \"deny\"\n");

        var refused = await AskAsync(bench, "call", $$$"""{"cwd":{{{Json(bench.Workspace)}}},"tool":"read_symbol","arguments":{"syms":["Orders.Invoice"]}}""");

        Assert.True(refused.GetProperty("isError").GetBoolean());
        Assert.StartsWith("PathDenied", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Total", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_WhenNothingWasCalled_LeaveNoSession()
    {
        await using var bench = await StartAsync();
        await AskAsync(bench, "tools", $$"""{"cwd":{{Json(bench.Workspace)}}}""");
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/code/tools", "{}")));
        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/code/tools", """{"cwd":"relative"}""")));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        Assert.Equal(0, (await next.RequestAsync("session/list", "{}")).GetProperty("result").GetProperty("sessions").GetArrayLength());
    }

    private static async Task<AcpDoorBench> StartAsync(string rules = "")
    {
        var bench = Start("turns: [{answer: {text: Done.}}]");
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), rules, Token);
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.cs"), Source, Token);
        await bench.InitializeAsync();
        return bench;
    }

    private static async Task<JsonElement> AskAsync(AcpDoorBench bench, string method, string parameters) =>
        (await bench.RequestAsync("_editoragent/code/" + method, parameters)).GetProperty("result");
}
