using System.Text.Json.Nodes;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Tests.Sessions;
using Xunit;

namespace EditorAgent.Tests.Gateway;

/// <summary>A yes that is sent twice runs its call once.</summary>
public sealed class AgreedCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approval_WhenTheRequestIsRepeated_RunsTheCallOnceAndAnswersTheSame()
    {
        await using var bench = await GatewayBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__plain__write, arguments: {}}]}
              - answer: {text: 'It says ${result:(done)}.'}
            """);
        var (entry, agree) = await AskAsync(bench);

        var first = await bench.CreateAsync("", Copy(entry), agree);
        var second = await bench.CreateAsync("", Copy(entry), agree);

        Assert.Single(bench.Server.Asked, "write");
        Assert.Equal(["done", "done"], new[] { first, second }.Select(response => response.GetProperty("output")[0].GetProperty("output").GetString()));
        Assert.Equal(["It says done.", "It says done."], new[] { first, second }.Select(response => response.GetProperty("output")[1].GetProperty("content")[0].GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Approval_WhenRepeatedWhileTheCallRuns_WaitsForItAndNeverStartsAnother()
    {
        await using var bench = await GatewayBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__plain__wait, arguments: {}}]}
              - answer: {text: 'Nobody knows: ${result:(unknown whether it had an effect)}.'}
            """);
        var (entry, agree) = await AskAsync(bench);
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = bench.PostAsync("v1/responses", bench.Request("", Copy(entry), agree), client.Token);
        await bench.Server.Waits.WaitAsync(Token);
        var second = bench.CreateAsync("", Copy(entry), agree);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var answer = await second.WaitAsync(TimeSpan.FromSeconds(90), Token);
        Assert.Equal("failed", answer.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.Equal("Nobody knows: unknown whether it had an effect.", answer.GetProperty("output")[1].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Single(bench.Server.Asked, "wait");
    }

    [Fact]
    public async Task Run_WhenTheServerNeverHadTheCall_MayBeTriedOnceMore()
    {
        var agreed = new AgreedCalls(new ManualTime());
        var runs = 0;

        await agreed.RunAsync(Request("a"), () => EndAsync(CallEnd.Refused(-32602, "Nothing was run.") with { IsUnsent = true }), Token);
        await agreed.RunAsync(Request("a"), () => EndAsync(CallEnd.Refused(-32602, "No.")), Token);
        await agreed.RunAsync(Request("a"), () => EndAsync(CallEnd.Refused(-32602, "No.")), Token);

        Assert.Equal(2, runs);

        Task<CallEnd> EndAsync(CallEnd end)
        {
            runs++;
            return Task.FromResult(end);
        }
    }

    [Fact]
    public async Task Run_OfAnotherCallUnderTheSameId_IsAnother()
    {
        var agreed = new AgreedCalls(new ManualTime());

        var first = await agreed.RunAsync(Request("a"), () => Task.FromResult(Answer("1")), Token);
        var second = await agreed.RunAsync(Request("b"), () => Task.FromResult(Answer("2")), Token);

        Assert.Equal(("1", "2"), (first.Output, second.Output));
    }

    [Fact]
    public async Task Run_BeyondWhatIsKept_StillDoesNotRunAgain()
    {
        var time = new ManualTime();
        var agreed = new AgreedCalls(time);
        for (var number = 0; number < 40; number++)
        {
            await agreed.RunAsync(Request($"{number}"), () => Task.FromResult(Answer(new string('x', 1_000_000))), Token);
        }

        Assert.Contains("ran already", Told(await agreed.RunAsync(Request("0"), () => throw new InvalidOperationException("It ran twice."), Token)), StringComparison.Ordinal);
        Assert.StartsWith("x", Told(await agreed.RunAsync(Request("39"), () => throw new InvalidOperationException("It ran twice."), Token)), StringComparison.Ordinal);

        time.Advance(AgreedCalls.Lifetime);
        Assert.Equal("anew", Told(await agreed.RunAsync(Request("0"), () => Task.FromResult(Answer("anew")), Token)));
    }

    private static async Task<(JsonObject Entry, string Agree)> AskAsync(GatewayBench bench)
    {
        var entry = bench.Entry("""{"require_approval":"always"}""");
        var asked = await bench.CreateAsync("go", Copy(entry));
        var id = asked.GetProperty("output").EnumerateArray().Single(item => item.GetProperty("type").ValueEquals("mcp_approval_request")).GetProperty("id").GetString();
        var agree = new JsonObject
        {
            ["previous_response_id"] = asked.GetProperty("id").GetString(),
            ["input"] = new JsonArray(new JsonObject { ["type"] = "mcp_approval_response", ["approval_request_id"] = id, ["approve"] = true }),
        };
        return (entry, agree.ToJsonString());
    }

    private static JsonObject Copy(JsonObject entry) => (JsonObject)entry.DeepClone();

    private static Item.ApprovalRequest Request(string arguments) => new("mcpr_1", "plain", "write", arguments);

    private static CallEnd Answer(string text) => new(text, null, [new ContentPart.Text(text)]);

    private static string Told(CallEnd end) => string.Concat(end.Told.OfType<ContentPart.Text>().Select(part => part.Value));
}
