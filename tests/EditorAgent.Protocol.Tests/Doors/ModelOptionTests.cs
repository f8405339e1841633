using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class ModelOptionTests
{
    private const string Conversation = """
        count: whole_conversation
        turns:
          - answer: {text: One., usage: {prompt: 1000000, completion: 100000, cached: 400000}}
          - answer: {text: Two., usage: {prompt: 1000000, completion: 0}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thinking_OfAModelThatCanSwitch_IsAnOptionAndFallsBackWithAnotherModel()
    {
        await using var bench = await StartAsync("thinking = \"switch\"");
        var session = await bench.NewSessionAsync();

        Assert.Equal(["mode", "model"], Ids(await SetAsync(bench, session, "model", "first")));
        var switched = await SetAsync(bench, session, "model", "second");
        Assert.Equal(["mode", "model", "thinking"], Ids(switched));
        Assert.Equal(["default", "off", "on"], Thinking(switched).GetProperty("options").EnumerateArray().Select(option => option.GetProperty("value").GetString()));
        Assert.Equal("off", Thinking(await SetAsync(bench, session, "thinking", "off")).GetProperty("currentValue").GetString());
        Assert.Equal(-32602, CodeOf(await RequestAsync(bench, session, "thinking", "max")));
        Assert.Equal("end_turn", (await bench.PromptAsync(session, "go")).GetProperty("result").GetProperty("stopReason").GetString());

        await SetAsync(bench, session, "model", "first");
        Assert.Equal(-32602, CodeOf(await RequestAsync(bench, session, "thinking", "on")));
        Assert.Equal("default", Thinking(await SetAsync(bench, session, "model", "second")).GetProperty("currentValue").GetString());
    }

    [Fact]
    public async Task Usage_WhenThePriceIsWrittenDown_SaysWhatTheSessionHasCost_AlsoAfterARestart()
    {
        await using var bench = await StartAsync("context_window = 10000000\nprice_input = 2\nprice_cached = 0.5\nprice_output = 10.0\nprice_currency = \"EUR\"");
        var session = await bench.NewSessionAsync();
        await SetAsync(bench, session, "model", "second");
        await bench.PromptAsync(session, "one");
        await bench.PromptAsync(session, "two");

        // 600,000 at 2, 400,000 at 0.5 and 100,000 at 10 for a million; then a million at 2.
        Assert.Equal([(2.4m, "EUR"), (4.4m, "EUR")], bench.Updates("usage_update").Select(CostOf));

        await using var next = await bench.RestartAsync();
        await next.InitializeAsync();
        await next.RequestAsync("session/load", $$"""{"sessionId":"{{session}}","cwd":{{Json(next.Workspace)}},"mcpServers":[]}""");
        Assert.Equal((4.4m, "EUR"), CostOf((await next.ReadUpdateAsync("usage_update")).GetProperty("params").GetProperty("update")));
    }

    [Fact]
    public async Task Usage_WithoutAPrice_HasNoCost()
    {
        await using var bench = await StartAsync("");
        await bench.PromptAsync(await bench.NewSessionAsync(), "one");

        Assert.False(Assert.Single(bench.Updates("usage_update")).TryGetProperty("cost", out _));
    }

    [Theory]
    [InlineData("price_input = 2", "price_output")]
    [InlineData("price_input = -1\nprice_output = 1", "price_input")]
    [InlineData("price_input = 1\nprice_output = 1\nprice_currency = \"dollars\"", "price_currency")]
    public async Task Price_WhenItMakesNoSense_IsAnErrorThatNamesIt(string lines, string key)
    {
        await using var bench = await StartAsync(lines);
        await bench.InitializeAsync();

        var refused = await bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");

        Assert.Contains($"models.second.{key}", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<AcpDoorBench> StartAsync(string ofSecond)
    {
        var bench = Start(Conversation);
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), "\n" + ofSecond + "\n", Token);
        return bench;
    }

    private static Task<JsonElement> RequestAsync(AcpDoorBench bench, string session, string option, string value) =>
        bench.RequestAsync("session/set_config_option", $$"""{"sessionId":"{{session}}","configId":"{{option}}","value":"{{value}}"}""");

    private static async Task<List<JsonElement>> SetAsync(AcpDoorBench bench, string session, string option, string value) =>
        [.. (await RequestAsync(bench, session, option, value)).GetProperty("result").GetProperty("configOptions").EnumerateArray()];

    private static IEnumerable<string?> Ids(List<JsonElement> options) => options.Select(option => option.GetProperty("id").GetString());

    private static JsonElement Thinking(List<JsonElement> options) => options.Single(option => option.GetProperty("category").GetString() == "thought_level");

    private static (decimal Amount, string? Currency) CostOf(JsonElement update) =>
        (update.GetProperty("cost").GetProperty("amount").GetDecimal(), update.GetProperty("cost").GetProperty("currency").GetString());
}
