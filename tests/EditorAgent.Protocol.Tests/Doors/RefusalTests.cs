using System.Text;
using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>What a client's author reads when a request is not served: the reason, true and by name.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("session/new", "{}", "Invalid params for session/new: missing 'cwd', 'mcpServers'.")]
    [InlineData("session/new", """{"cwd":"/"}""", "Invalid params for session/new: missing 'mcpServers'.")]
    [InlineData("session/load", """{"cwd":"/","mcpServers":[]}""", "Invalid params for session/load: missing 'sessionId'.")]
    [InlineData("session/new", """{"cwd":"/","mcpServers":[{"command":"secret-one","args":[],"env":[]}]}""", "missing 'name'")]
    [InlineData("session/new", """{"cwd":{"secret-two":1},"mcpServers":[]}""", "'$.cwd' is missing, doubled or of the wrong kind.")]
    public async Task Params_WithoutAMember_AreRefusedByItsName(string method, string parameters, string reason)
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();

        var answer = await bench.RequestAsync(method, parameters);

        Assert.Equal(-32602, CodeOf(answer));
        Assert.Contains(reason, MessageOf(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", MessageOf(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("EditorAgent.", MessageOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Method_ThatIsUnknown_IsNamed()
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();

        var answer = await bench.RequestAsync("session/forget", "{}");

        Assert.Equal(-32601, CodeOf(answer));
        Assert.Equal("Method not found: session/forget.", MessageOf(answer));
        Assert.Equal("Method not found.", MessageOf(await bench.RequestAsync(new string('x', 5000), "{}")));
    }

    [Theory]
    [InlineData("session/list", "{}")]
    [InlineData("session/delete", """{"sessionId":"20260101-000000000-aaaaaaaa"}""")]
    [InlineData("session/new", """{"cwd":"/","mcpServers":[]}""")]
    public async Task Request_BeforeInitialize_IsRefused(string method, string parameters)
    {
        await using var bench = Start(null);

        var answer = await bench.RequestAsync(method, parameters);

        Assert.Equal(-32600, CodeOf(answer));
        Assert.Equal("Send initialize first.", MessageOf(answer));
    }

    [Fact]
    public async Task Cancel_SentAsARequest_IsAnsweredWithNull()
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();

        var answer = await bench.RequestAsync("session/cancel", """{"sessionId":"20260101-000000000-aaaaaaaa"}""");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task Line_LongerThanTheLimit_EndsTheDoorWithTheReason()
    {
        await using var bench = Start(null);

        // The last piece is not taken any more.
        await Task.WhenAny(bench.Running, SendAsync());
        var fault = await bench.Running.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);

        Assert.StartsWith("The message is longer than ", fault, StringComparison.Ordinal);

        async Task SendAsync()
        {
            var piece = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
            for (var sent = 0; sent < 17; sent++)
            {
                await bench.Client.SendRawAsync(piece);
            }
        }
    }

    private static string MessageOf(JsonElement answer) => answer.GetProperty("error").GetProperty("message").GetString()!;
}
