using System.Text.Json;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>What tests of the hub say often.</summary>
internal static class HubWaiting
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerStatus> UntilAsync(this McpHub hub, string server, Func<ServerStatus, bool> holds)
    {
        var told = new SemaphoreSlim(0);
        using var subscription = hub.Subscribe(_ => told.Release());
        while (true)
        {
            if (hub.Servers.FirstOrDefault(status => status.Name == server) is { } status && holds(status))
            {
                return status;
            }

            await told.WaitAsync(TimeSpan.FromMilliseconds(500), Token);
        }
    }

    public static Task<ServerStatus> UntilAsync(this McpHub hub, string server, ServerState state) => hub.UntilAsync(server, status => status.State == state);

    public static ServerStatus Status(this McpHub hub, string server) => hub.Servers.Single(status => status.Name == server);

    public static Task<CallOutcome> CallAsync(this McpHub hub, string server, string tool, string arguments = "{}") =>
        hub.CallAsync(new ServerCall(server, tool, JsonElement.Parse(arguments), "person", "once", "call-1"), new CallOptions(), Token);

    /// <summary>Of a tool whose server was not started yet.</summary>
    public static async Task<CallOutcome> CallAfterListAsync(this McpHub hub, string server, string tool)
    {
        await hub.ConnectAsync(server, Token);
        return await hub.CallAsync(server, tool);
    }

    /// <summary>What happened, and what is to be done about it.</summary>
    public static string TextOf(CallOutcome outcome) => $"{MessageOf(outcome)} {outcome.Advice}".TrimEnd();

    private static string MessageOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered { Answer.Content: [AnswerPart.Text text, ..] } => text.Value,
        CallOutcome.NotRun notRun => notRun.Message,
        CallOutcome.Unknown unknown => unknown.Message,
        CallOutcome.Unreadable unreadable => unreadable.Message,
        CallOutcome.LoginNeeded login => login.Message,
        _ => "",
    };
}
