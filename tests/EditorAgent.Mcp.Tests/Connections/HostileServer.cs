using System.Collections.Immutable;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>The script <c>servers/hostile.mjs</c> in one of its modes.</summary>
internal static class HostileServer
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<ServerEndpoint> EndpointAsync(string mode, params ImmutableArray<string> more) =>
        McpServers.StdioAsync([McpServers.Script("hostile.mjs"), mode, .. more], Token);

    /// <summary>Its era is told, so that no test waits for a probe.</summary>
    public static async Task<ServerConnection> ConnectAsync(string mode, ServerQuestions? questions = null, ServerEvents? events = null, TimeProvider? time = null) =>
        await McpServers.ConnectAsync(await EndpointAsync(mode) with { KnownEra = new ServerEra(mode.StartsWith("stateless", StringComparison.Ordinal) ? "2026-07-28" : "2025-11-25", Core.Configuration.Mcp.McpTransport.Stdio) }, questions, events, time);

    public static Task<ToolAnswer> CallAsync(this ServerConnection connection, CallOptions? options = null, CancellationToken? cancellationToken = null) =>
        connection.CallToolAsync("call", EverythingTests.Json("{}"), options ?? new CallOptions(), cancellationToken ?? Token);

    public static async Task<ServerException> FailAsync(this ServerConnection connection, CallOptions? options = null) =>
        await Assert.ThrowsAsync<ServerException>(() => connection.CallAsync(options).WaitAsync(McpServers.Patience, Token));

    /// <summary>Waits until the server has written a line with these words to its standard error.</summary>
    public static async Task<string> ToldAsync(this ServerConnection connection, string words)
    {
        using var limit = new CancellationTokenSource(McpServers.Patience);
        while (true)
        {
            if (connection.ErrorTail.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            // Asked again: the other process gives no sign. Bounded by the limit.
            await Task.Delay(10, limit.Token);
        }
    }

    public static string TextOf(ToolAnswer answer) => Assert.IsType<AnswerPart.Text>(Assert.Single(answer.Content)).Value;
}
