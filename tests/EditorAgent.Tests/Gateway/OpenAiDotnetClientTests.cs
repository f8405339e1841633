#pragma warning disable OPENAI001, SCME0001 // The vendor marks its responses client as a preview.
using System.ClientModel;
using OpenAI.Responses;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>The vendor's .NET client understands every item and event.</summary>
public sealed class OpenAiDotnetClientTests
{
    private const string AddThenAnswer = """
        turns:
          - answer: {reasoning: A tool adds., calls: [{tool: mcp__plain__add, arguments: {a: 2, b: 3}}]}
          - answer: {text: 'It is ${result:(\d+)}.'}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WhenACallIsApproved_RunsItAndAnswers()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);
        var client = Client(bench);
        var tool = new McpTool("plain", new Uri(bench.Server.Url)) { ToolCallApprovalPolicy = DefaultMcpToolCallApprovalPolicy.AlwaysRequireApproval, AllowedTools = new McpToolFilter { ToolNames = { "add" } } };
        var first = new CreateResponseOptions("scripted", [ResponseItem.CreateUserMessageItem("add")]) { Tools = { tool } };

        ResponseResult asked = await client.CreateResponseAsync(first, Token);
        var request = asked.OutputItems.OfType<McpToolCallApprovalRequestItem>().Single();
        var second = new CreateResponseOptions("scripted", [new McpToolCallApprovalResponseItem(request.Id, true)]) { Tools = { tool }, PreviousResponseId = asked.Id };
        ResponseResult answered = await client.CreateResponseAsync(second, Token);

        Assert.Equal("add", asked.OutputItems.OfType<McpToolDefinitionListItem>().Single().ToolDefinitions.Single().Name);
        Assert.Equal("add", request.ToolName);
        Assert.Equal("5", answered.OutputItems.OfType<McpToolCallItem>().Single().ToolOutput);
        Assert.Equal("It is 5.", answered.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, answered.Status);
        Assert.True(answered.Usage.TotalTokenCount > 0);
    }

    [Fact]
    public async Task Stream_WhenToolsRun_TellsEveryStep()
    {
        await using var bench = await GatewayBench.StartAsync(AddThenAnswer);
        var options = new CreateResponseOptions("scripted", [ResponseItem.CreateUserMessageItem("add")])
        {
            Tools = { new McpTool("plain", new Uri(bench.Server.Url)) { ToolCallApprovalPolicy = DefaultMcpToolCallApprovalPolicy.NeverRequireApproval } },
            StreamingEnabled = true,
        };
        var kinds = new List<string>();
        var text = "";
        await foreach (var update in await Client(bench).CreateResponseStreamingAsync(options, Token))
        {
            kinds.Add(update.GetType().Name);
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
        }

        Assert.Equal("It is 5.", text);
        Assert.Contains(nameof(StreamingResponseMcpListToolsCompletedUpdate), kinds);
        Assert.Contains(nameof(StreamingResponseMcpCallCompletedUpdate), kinds);
        Assert.Equal(nameof(StreamingResponseCompletedUpdate), kinds[^1]);
    }

    private static ResponsesClient Client(GatewayBench bench) =>
        new(new ApiKeyCredential(GatewayBench.Token), new ResponsesClientOptions { Endpoint = new Uri(bench.Address, "v1") });
}
