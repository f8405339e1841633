using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Agent;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

/// <summary>Minified code and generated data: five million characters in the least favourable order. The limit is a guard against hanging, no measure.</summary>
public sealed class HugeFileTests : IDisposable
{
    private const int Hang = 120_000;
    private const int Size = 5_000_000;

    private readonly ToolBench bench = new();

    public static TheoryData<string, string> Shapes => new()
    {
        { "one line", string.Concat(Enumerable.Range(0, Size / 10).Select(number => $"f({number:D6});")) },
        { "one letter", new string('a', Size) },
        { "empty lines", new string('\n', Size) },
        { "two letters a line", string.Concat(Enumerable.Repeat("ab\n", Size / 3)) },
    };

    public void Dispose() => this.bench.Dispose();

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public async Task Edit_WhenTheTextIsNotThere_AnswersShortly(string shape, string text)
    {
        Assert.NotEmpty(shape);
        await this.SeenAsync(text);
        var result = await this.EditAsync(string.Concat(Enumerable.Repeat("f(x);\nab \n", 60)), "new", all: false);
        Assert.True(result.IsError);
        Assert.Contains("not found", result.Text, StringComparison.Ordinal);
        Assert.InRange(result.Text.Length, 1, 50_000);
        Assert.Equal(text, this.bench.Directory.ReadText("f"));
    }

    [Theory(Timeout = Hang)]
    [InlineData("one letter", "a", "b")]
    [InlineData("one letter", "aa", "")]
    [InlineData("empty lines", "\n", "x\n")]
    [InlineData("two letters a line", "b\n", "\nb")]
    public async Task Edit_WhenItMatchesEverywhere_NamesAFewOrReplacesAll(string shape, string old, string text)
    {
        var before = Shapes.Single(row => row.Data.Item1 == shape).Data.Item2;
        await this.SeenAsync(before);
        var refused = await this.EditAsync(old, text, all: false);
        Assert.Contains("add neighbouring lines", refused.Text, StringComparison.Ordinal);
        var done = await this.EditAsync(old, text, all: true);
        Assert.False(done.IsError, done.Text);
        Assert.InRange(done.Text.Length, 1, 10_000);
        Assert.Equal(before.Replace(old, text, StringComparison.Ordinal), this.bench.Directory.ReadText("f"));
    }

    [Fact(Timeout = Hang)]
    public async Task Edit_WhenOneLineIsHuge_ChangesItsPart()
    {
        var before = Shapes.First().Data.Item2;
        await this.SeenAsync(before);
        var done = await this.EditAsync("f(250000);", "g();", all: false);
        Assert.False(done.IsError, done.Text);
        Assert.InRange(done.Text.Length, 1, 10_000);
        Assert.Equal(before.Replace("f(250000);", "g();", StringComparison.Ordinal), this.bench.Directory.ReadText("f"));
    }

    /// <summary>With everything around the tool: marks of the change, what a person is shown, journal, undo.</summary>
    [Fact(Timeout = Hang)]
    public async Task Turn_WhenOneLineIsHuge_AsksAndEdits()
    {
        var before = $"{{\"a:\\/\": [\"https://{Shapes.First().Data.Item2}\"]}}";
        this.bench.Directory.Write("f.json", before);
        var edit = JsonSerializer.Serialize(new { path = "f.json", edits = new[] { new { old_string = "f(250000);", new_string = "http://x" } } });
        var model = new ModelInMemory(
            ModelInMemory.Calls(("read", """{"path":"f.json"}""")), ModelInMemory.Calls(("edit", edit)), ModelInMemory.Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [this.bench.Read, this.bench.Edit]);

        await fixture.TurnAsync("go", TestContext.Current.CancellationToken);

        Assert.Equal("edit", Assert.Single(fixture.Asked).ToolName);
        Assert.Equal(before.Replace("f(250000);", "http://x", StringComparison.Ordinal), this.bench.Directory.ReadText("f.json"));
        Assert.Single(fixture.Agent.Session.State.EditedFiles);
        Assert.Equal(2, fixture.Agent.Session.State.Conversation.OfType<Message.ToolResult>().Count(result => !result.IsError));
    }

    private async Task SeenAsync(string text)
    {
        this.bench.Directory.Write("f", text);
        var read = await ToolBench.CallAsync(this.bench.Read, new { path = "f" });
        Assert.InRange(read.Text.Length, 1, 50_000);
    }

    private Task<ToolResult> EditAsync(string old, string text, bool all) =>
        ToolBench.CallAsync(this.bench.Edit, new { path = "f", edits = new[] { new { old_string = old, new_string = text, replace_all = all } } });
}
