using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.BadInput;

/// <summary>Lines that are no frames cost an error each and nothing else: the connection goes on, stdout stays protocol, the end is clean.</summary>
public sealed class MalformedFrameTests
{
    [Theory]
    [InlineData("garbage", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":", -32700)]
    [InlineData("\u0000\u0001", -32700)]
    [InlineData("[1]", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"one\"}}", -32602)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"no/such\",\"params\":{}}", -32601)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"../../x\",\"prompt\":[]}}", -32002)]
    public async Task Acp_WhenALineMakesNoSense_AnswersWithAnErrorAndGoesOn(string line, int code)
    {
        using var folders = new AgentFolders();
        await using var agent = await AgentProcess.StartAsync(folders, "acp");

        await agent.Input.WriteLineAsync(line);
        await agent.Input.FlushAsync(TestContext.Current.CancellationToken);
        var refused = await ReadAsync(agent);
        await agent.Input.WriteLineAsync("""{"jsonrpc":"2.0","id":8,"method":"initialize","params":{"protocolVersion":1}}""");
        await agent.Input.FlushAsync(TestContext.Current.CancellationToken);
        var answered = await ReadAsync(agent);
        agent.Input.Close();
        var result = await agent.WaitForEndAsync();

        Assert.Equal(code, refused.GetProperty("error").GetProperty("code").GetInt32());
        Assert.DoesNotContain("   at ", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, answered.GetProperty("result").GetProperty("protocolVersion").GetInt32());
        Assert.Equal(0, result.ExitCode);
    }

    private static async Task<JsonElement> ReadAsync(AgentProcess agent)
    {
        var line = await agent.Output.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limits.Hang, TestContext.Current.CancellationToken);
        return JsonElement.Parse(line!);
    }
}
