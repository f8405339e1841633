using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

public sealed class EverythingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallToolAsync_WhenServerIsAProgram_AnswersAndLeavesNothingBehind()
    {
        await using var connection = await McpServers.ConnectAsync(await McpServers.StdioAsync([await McpServers.EverythingAsync(Token), "stdio"], Token));

        await UseAsync(connection, new ServerEra("2025-11-25", McpTransport.Stdio));
    }

    [Fact]
    public async Task CallToolAsync_WhenServerIsStreamableHttp_Answers()
    {
        await using var server = await NodeHttpServer.StartAsync([await McpServers.EverythingAsync(Token), "streamableHttp"], Token);
        await using var connection = await McpServers.ConnectAsync(McpServers.Http(server.At("/mcp")));

        await UseAsync(connection, new ServerEra("2025-11-25", McpTransport.Http));
    }

    [Fact]
    public async Task CallToolAsync_WhenServerIsLegacySse_Answers()
    {
        await using var server = await NodeHttpServer.StartAsync([await McpServers.EverythingAsync(Token), "sse"], Token);
        await using (var told = await McpServers.ConnectAsync(McpServers.Http(server.At("/sse"), McpTransport.Sse)))
        {
            await UseAsync(told, new ServerEra("2025-11-25", McpTransport.Sse));
        }

        await using var found = await McpServers.ConnectAsync(McpServers.Http(server.At("/sse")));
        await UseAsync(found, new ServerEra("2025-11-25", McpTransport.Sse));
    }

    [Fact]
    public async Task Ended_WhenConnectionIsDisposedOf_SaysSo()
    {
        await using var connection = await McpServers.ConnectAsync(await McpServers.StdioAsync([await McpServers.EverythingAsync(Token), "stdio"], Token));
        Assert.False(connection.Ended.IsCompleted);

        await connection.DisposeAsync();

        Assert.Equal(ServerFailureKind.Ended, (await connection.Ended).Kind);
        var failure = await Assert.ThrowsAsync<ServerException>(() => connection.CallToolAsync("echo", Json("""{"message":"late"}"""), new CallOptions(), Token));
        Assert.Equal((ServerFailureKind.Ended, false), (failure.Kind, failure.WasSent));
    }

    internal static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    private static async Task UseAsync(ServerConnection connection, ServerEra era)
    {
        Assert.Equal(era, connection.Era);
        Assert.True(connection.Introduction is { HasTools: true, HasPrompts: true, HasResources: true, CanComplete: true, CanLog: true, CanSubscribe: true });
        var tools = await connection.ListToolsAsync(Token);
        Assert.Empty(tools.Problems);
        Assert.Contains(tools.Items, tool => tool is { Name: "echo", InputSchema.ValueKind: JsonValueKind.Object });

        var answer = await connection.CallToolAsync("echo", Json("""{"message":"häus 𝄞"}"""), new CallOptions(), Token);

        Assert.Equal("Echo: häus 𝄞", Assert.IsType<AnswerPart.Text>(Assert.Single(answer.Content)).Value);
        Assert.False(answer.IsError);
        Assert.False(connection.Ended.IsCompleted);
    }
}
