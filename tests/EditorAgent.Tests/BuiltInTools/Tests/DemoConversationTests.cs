using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.BuiltInTools;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.Tests.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Tests;

/// <summary>The demo's script against the real tools and a copy of the fixture: it must hold together, and must not claim what is not so.</summary>
public sealed class DemoConversationTests
{
    private const int MostSteps = 20;

    private readonly List<ToolResult> results = [];
    private readonly List<Message> messages = [new Message.User([new ContentPart.Text("find and fix the null reference in InvoiceFormatter, then add tests")])];

    [Fact]
    public async Task Demo_OnTheFixture_SeesAFailureCorrectsItselfAndEndsGreen()
    {
        using var copy = new InvoicingCopy();

        var end = await this.PlayAsync(copy);

        Assert.Equal([new TestRunSummary(15, 1, 0), new TestRunSummary(16, 0, 0)], this.results.Select(result => result.Tests).OfType<TestRunSummary>());
        Assert.All(this.results.Where(result => result.Tests is null), result => Assert.False(result.IsError, result.Text));
        Assert.All(this.results.Last(result => result.Plan is not null).Plan!.Value, entry => Assert.Equal(PlanEntryStatus.Completed, entry.Status));
        Assert.StartsWith("Fixed.", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenATestOfTheFixtureIsBroken_EndsRedAndSaysSo()
    {
        using var copy = new InvoicingCopy();
        copy.Replace("tests/Invoicing.Tests/InvoiceTests.cs", "1493.90m", "1493.91m");

        var end = await this.PlayAsync(copy);

        Assert.Equal([2, 1], this.results.Select(result => result.Tests).OfType<TestRunSummary>().Select(summary => summary.Failed));
        Assert.Contains("still not green", end, StringComparison.Ordinal);
    }

    /// <returns>The last answer's text.</returns>
    private async Task<string> PlayAsync(InvoicingCopy copy)
    {
        var tools = BuiltInToolSet.Create(new Workspace(copy.Root, [], []), new DiskWorkspaceFiles(), Sandbox.Absent("not in this test"));
        var conversation = ScriptedConversation.LoadDemo();
        for (var step = 0; step < MostSteps; step++)
        {
            var answer = conversation.Answer("", this.messages);
            if (answer.Calls.IsEmpty)
            {
                return answer.Text ?? "";
            }

            await this.StepAsync(answer, tools);
        }

        throw new InvalidOperationException($"The script goes on after {MostSteps} steps.");
    }

    private async Task StepAsync(ScriptedAnswer answer, ImmutableArray<ITool> tools)
    {
        ImmutableArray<AssistantPart.ToolCall> calls =
            [.. answer.Calls.Select(call => new AssistantPart.ToolCall(new ToolCallId(call.VendorId), call.VendorId, call.Name, call.RawArguments))];
        this.messages.Add(new Message.Assistant([.. calls]));
        foreach (var call in calls)
        {
            var tool = tools.Single(tool => tool.Definition.Name == call.Name);
            var result = await ToolRun.RunAsync(tool, JsonElement.Parse(call.RawArguments), TestContext.Current.CancellationToken);
            this.results.Add(result);
            this.messages.Add(new Message.ToolResult(call.Id, call.Name, result.Content, result.IsError));
        }
    }
}
