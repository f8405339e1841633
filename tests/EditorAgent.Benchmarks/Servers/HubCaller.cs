using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>A model's call on its whole way: found, validated, planned, decided, run by the hub, made into a result, its record written.</summary>
internal sealed class HubCaller(ServerSession session, ServerProgram server) : ICaller
{
    private static readonly DecisionJournal Journal = new((_, _) => ValueTask.CompletedTask, (_, _) => { });

    private readonly string tool = $"mcp__{server.Name}__{server.Tool}";
    private int calls;

    public static async Task<HubCaller> StartAsync(ServerProgram server) => new(await ServerSession.OpenAsync(server), server);

    public async Task CallAsync(string message)
    {
        var arguments = $"{{{JsonSerializer.Serialize(server.ArgumentName)}:{JsonSerializer.Serialize(server.ArgumentOf(message))}}}";
        var call = new AssistantPart.ToolCall(new ToolCallId(string.Create(CultureInfo.InvariantCulture, $"call_{++this.calls}")), "v", this.tool, arguments);
        if (await session.Pipeline.PrepareAsync(call, CancellationToken.None) is not PreparedToolCall.Planned planned
            || await session.Pipeline.DecideAsync(planned, Journal, CancellationToken.None) is not ToolCallDecision.Approved approved)
        {
            throw new InvalidOperationException($"The call of {this.tool} was not allowed.");
        }

        var result = await session.Pipeline.RunAsync(approved.Call, Silence.Kept, CancellationToken.None);
        if (result.IsError || !result.Text.Contains(message, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{server.Name} did not answer: {result.Text}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await session.VerifyRecordsAsync(this.calls);
        await session.DisposeAsync();
    }

    private sealed class Silence : IProgress<string>
    {
        public static readonly Silence Kept = new();

        public void Report(string value)
        {
        }
    }
}
