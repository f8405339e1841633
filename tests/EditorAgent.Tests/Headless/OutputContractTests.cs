using System.Text.Json;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class OutputContractTests
{
    private const string Schema = """{"type":"object","properties":{"colour":{"enum":["red","green"]},"count":{"type":"integer"}},"required":["colour","count"],"additionalProperties":false}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhenTheAnswerFits_PrintsThatJsonAndNothingElse()
    {
        await using var bench = await HeadlessBench.StartAsync("""
            count: whole_conversation
            turns:
              - answer: {text: I look., calls: [{tool: read, arguments: {path: notes.txt}}]}
              - answer: {text: "```json\n{\"colour\": \"red\",\n \"count\": 2}\n```"}
            """, Token);
        bench.Write("notes.txt", "colour=red\n");

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "Which colour?", OutputSchema = bench.WriteOutside("schema.json", Schema) });

        Assert.Equal(0, code);
        Assert.Equal("{\"colour\":\"red\",\"count\":2}\n", stdout);
        Assert.Contains("additionalProperties", bench.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheAnswerIsCorrectedAfterTwoTries_PrintsTheLast()
    {
        await using var bench = await HeadlessBench.StartAsync("""
            count: whole_conversation
            turns:
              - answer: {text: The colour is red.}
              - answer: {text: '{"colour":"blue","count":1}'}
              - answer: {text: '{"colour":"green","count":1}'}
            """, Token);

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "Which colour?", OutputSchema = bench.WriteOutside("schema.json", Schema) });

        Assert.Equal(0, code);
        Assert.Equal("{\"colour\":\"green\",\"count\":1}\n", stdout);
        Assert.Contains("is not one JSON value", bench.Requests[1], StringComparison.Ordinal);
        Assert.Contains("$.colour", bench.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheAnswerNeverFits_EndsWithACodeOfItsOwnAndPrintsNothing()
    {
        await using var bench = await HeadlessBench.StartAsync("""
            turns:
              - answer: {text: '{"colour":"red"}'}
            """, Token);
        var schema = bench.WriteOutside("schema.json", Schema);

        var (code, stdout) = await bench.RunAsync(new HeadlessRequest { Prompt = "Which colour?", OutputSchema = schema });
        var (_, events) = await bench.RunAsJsonAsync(new HeadlessRequest { Prompt = "Which colour?", OutputSchema = schema });

        Assert.Equal((int)ExitCode.OutputInvalid, code);
        Assert.Equal("", stdout);
        Assert.Equal(6, bench.Requests.Count);
        Assert.Equal(JsonValueKind.Undefined, events[^1].TryGetProperty("output", out var output) ? output.ValueKind : JsonValueKind.Undefined);
        Assert.Equal((int)ExitCode.OutputInvalid, events[^1].GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"type":"nonsense"}""")]
    [InlineData("""{"$ref":"https://example.org/other.json"}""")]
    public void Read_OfAnUnusableSchema_SaysWhatIsWrong(string schema)
    {
        var file = Path.Combine(Path.GetTempPath(), $"editor-agent-schema-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, schema);
        try
        {
            Assert.Equal(ExitCode.Usage, Assert.Throws<UserFacingException>(() => OutputContract.Read(file)).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7200)]
    public void Duration_WhenWrittenWithItsUnit_IsRead(string text, int seconds)
    {
        Assert.True(RunDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1.5h")]
    [InlineData("169h")]
    public void Duration_WhenItIsNone_IsRefused(string text) => Assert.False(RunDuration.TryParse(text, out _));

    [Fact]
    public void Duration_OfNothingAndOfZero_AreTheUsualAndNone()
    {
        Assert.True(RunDuration.TryParse(null, out var usual));
        Assert.Equal(RunDuration.Usual, usual);
        Assert.True(RunDuration.TryParse("0", out var none));
        Assert.Null(none);
    }
}
