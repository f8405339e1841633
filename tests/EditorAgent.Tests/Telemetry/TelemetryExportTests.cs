using System.Collections.Concurrent;
using System.Diagnostics;
using EditorAgent.Core.Models;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Composition;
using EditorAgent.Tests.Agent;
using EditorAgent.Tests.BuiltInTools.Web;
using Xunit;

namespace EditorAgent.Tests.Telemetry;

/// <summary>One class, so that its tests run one after another: whether anybody listens is a matter of the process.</summary>
public sealed class TelemetryExportTests
{
    private const string Words = "the-prompt-nobody-may-see";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_OfATurn_ReachesTheCollectorWithoutAnyContent()
    {
        await using var collector = new LocalWeb();
        collector.Serve("/v1/traces", "application/x-protobuf", "");
        collector.Serve("/v1/metrics", "application/x-protobuf", "");
        string id;
        using (new TelemetryExport(new Uri(collector[""]), includesContent: false))
        {
            id = await RunAsync();
        }

        var traces = string.Concat(collector.Requests.Where(request => request.Head.StartsWith("POST /v1/traces ", StringComparison.Ordinal)).Select(request => request.Body));
        var metrics = string.Concat(collector.Requests.Where(request => request.Head.StartsWith("POST /v1/metrics ", StringComparison.Ordinal)).Select(request => request.Body));
        foreach (var name in (string[])
            ["invoke_agent EditorAgent", "chat test", "execute_tool look", "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.tool.name", "gen_ai.conversation.id", id])
        {
            Assert.Contains(name, traces, StringComparison.Ordinal);
        }

        Assert.Contains("gen_ai.client.token.usage", metrics, StringComparison.Ordinal);
        Assert.Contains("gen_ai.client.operation.duration", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, traces, StringComparison.Ordinal);
        Assert.False(AgentTelemetry.IsOn);
    }

    [Fact]
    public async Task Export_WhenNoCollectorIsThere_HoldsUpNoTurn()
    {
        using (new TelemetryExport(new Uri("http://127.0.0.1:1"), includesContent: false))
        {
            Assert.NotEmpty(await RunAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_OfATurn_LieInsideEachOtherAndHoldContentOnlyWhenWanted(bool includesContent)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        AgentTelemetry.IncludesContent = includesContent;
        AgentTelemetry.IsOn = true;
        string id;
        try
        {
            id = await RunAsync();
        }
        finally
        {
            AgentTelemetry.IsOn = false;
            AgentTelemetry.IncludesContent = false;
        }

        var turn = Assert.Single(ended, span => span.OperationName == "invoke_agent EditorAgent" && id.Equals(span.GetTagItem("gen_ai.conversation.id")));
        var inside = ended.Where(span => span.ParentSpanId == turn.SpanId).ToList();
        Assert.Equal(["chat test", "execute_tool look", "execute_tool fail", "chat test"], inside.Select(span => span.OperationName));
        Assert.Equal(100L, inside[0].GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(10L, inside[0].GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal("memory", inside[0].GetTagItem("gen_ai.provider.name"));
        Assert.Equal("ToolError", inside[2].GetTagItem("error.type"));
        Assert.Null(inside[1].GetTagItem("error.type"));
        Assert.Equal(includesContent ? "seen" : null, inside[1].GetTagItem("gen_ai.tool.call.result"));
        Assert.Equal(includesContent ? "done" : null, inside[3].GetTagItem("gen_ai.output.messages"));
    }

    private static async Task<string> RunAsync()
    {
        await using var fixture = await AgentFixture.StartAsync(
            new ModelInMemory(ModelInMemory.Calls(("look", "{}"), ("fail", "{}")), ModelInMemory.Says("done")),
            [
                new ToolInMemory("look", isReadOnly: true, (_, _) => Task.FromResult(ToolResult.Success("seen"))),
                new ToolInMemory("fail", isReadOnly: false, (_, _) => Task.FromResult(ToolResult.Error("no"))),
            ]);
        await fixture.TurnAsync(Words, Token);
        return fixture.Agent.Session.Id.Value;
    }
}
