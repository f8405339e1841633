using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tools;
using Xunit;

namespace EditorAgent.Mcp.Tests.Tools;

public sealed class AnswerContentTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0];

    [Fact]
    public void Answer_WhenTextIsACopyOfTheStructuredContent_IsToldOnce()
    {
        var result = Of(new ToolAnswer([new AnswerPart.Text("{ \"b\": [1, 2.50], \"a\": \"x\" }"), new AnswerPart.Text("beside it")], JsonElement.Parse("""{"a":"x","b":[1,2.5]}"""), false));

        Assert.Equal("beside it\n{\"a\":\"x\",\"b\":[1,2.5]}", result.Text);
    }

    [Theory]
    [InlineData("hello\n", """{"content":"hello"}""", "hello\n")]
    [InlineData("[\n  {\"a\": 1}\n]", """{"entities":[{"a":1}]}""", """{"entities":[{"a":1}]}""")]
    [InlineData("[1]", """{"content":"[1]"}""", "[1]")]
    [InlineData("hello", """{"content":"hello","lines":1}""", "hello\n{\"content\":\"hello\",\"lines\":1}")]
    [InlineData("hello", """{"content":"Hello"}""", "hello\n{\"content\":\"Hello\"}")]
    [InlineData("5", """{"content":"\ud800"}""", "5\n{\"content\":\"\\ud800\"}")]
    public void Answer_WhenTheStructuredContentWrapsTheText_IsToldOnce(string text, string structured, string expected) =>
        Assert.Equal(expected, Of(new ToolAnswer([new AnswerPart.Text(text)], JsonElement.Parse(structured), false)).Text);

    [Fact]
    public void Answer_WhenTextSaysSomethingElse_KeepsBoth()
    {
        Assert.Equal("2 rows\n{\"rows\":2}", Of(new ToolAnswer([new AnswerPart.Text("2 rows")], JsonElement.Parse("""{"rows":2}"""), false)).Text);
        Assert.Equal("{\"rows\":3}\n{\"rows\":2}", Of(new ToolAnswer([new AnswerPart.Text("{\"rows\":3}")], JsonElement.Parse("""{"rows":2}"""), false)).Text);
    }

    [Fact]
    public void Answer_WhenItHoldsAnImage_IsWhatItsBytesAreWhateverTheServerCallsIt()
    {
        var result = Of(new ToolAnswer([new AnswerPart.Text("see"), new AnswerPart.Image("text/html", Png), new AnswerPart.Image("image/png", "<svg/>"u8.ToArray())], null, false));

        Assert.Equal("see\n[image, image/png, 6 bytes: not a PNG, JPEG, GIF or WebP]", result.Text);
        var image = Assert.IsType<ContentPart.Image>(result.Content[1]);
        Assert.Equal("image/png", image.MimeType);
        Assert.Equal(Png, image.Data.ToArray());
    }

    [Fact]
    public void Answer_WhenThereAreTooManyOrTooLargeImages_NamesWhatIsNotShown()
    {
        var large = new byte[6 * 1024 * 1024];
        Png.CopyTo(large, 0);

        var result = Of(new ToolAnswer([.. Enumerable.Repeat(new AnswerPart.Image("image/png", Png), 9), new AnswerPart.Image("image/png", large)], null, false));

        Assert.Equal(8, result.Content.OfType<ContentPart.Image>().Count());
        Assert.Equal("[image, image/png, 10 bytes: one too many to show]\n[image, image/png, 6,144 KB: too large to show]", result.Text);
    }

    [Fact]
    public void Answer_WhenItHoldsWhatCannotBeShown_SaysWhatThereWas()
    {
        var result = Of(new ToolAnswer(
            [
                new AnswerPart.Audio("audio/wav", new byte[2048]),
                new AnswerPart.Link(new ServerResource("note://1", "one", null, "", null, null)),
                new AnswerPart.Embedded(new ResourceContent("note://2", "text/markdown", "# Two", null)),
                new AnswerPart.Embedded(new ResourceContent("note://3", "application/zip", null, new byte[3000])),
                new AnswerPart.Unreadable("a kind that is not known: hologram"),
            ],
            null,
            false));

        Assert.Equal(
            """
            [audio, audio/wav, 2 KB: cannot be heard here]
            [link to the resource note://1 "one"]
            [resource note://2, text/markdown]
            # Two
            [resource note://3, application/zip, 3 KB: binary, not shown]
            [a part of the answer cannot be read: a kind that is not known: hologram]
            """.ReplaceLineEndings("\n"),
            result.Text);
    }

    [Fact]
    public void Answer_WhenItIsOldOrBreaksItsSchema_SaysSo()
    {
        var result = AnswerContent.ResultOf(new CallOutcome.Answered(new ToolAnswer([new AnswerPart.Text("x")], null, false) { Age = TimeSpan.FromSeconds(12) }, "$.rows must be an integer"), null);

        Assert.Contains("breaks the tool's own output schema: $.rows must be an integer.", result.Text, StringComparison.Ordinal);
        Assert.Contains("The same answer as 12 s ago", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NotRun_WhenTheMessageSaysSoItself_IsNotSaidTwice() =>
        Assert.Equal("The call did not run: broken.", AnswerContent.ResultOf(new CallOutcome.NotRun("The call did not run: broken."), null).Text);

    [Theory]
    [InlineData("not_run", "Not run: broken.")]
    [InlineData("unknown", "broken.\nOutcome unknown: look first.")]
    [InlineData("unreadable", "broken.\nIt ran, but its answer cannot be read.")]
    public void Outcome_WhenThereIsNoAnswer_TellsTheModelWhatToDo(string kind, string expected)
    {
        CallOutcome outcome = kind switch
        {
            "not_run" => new CallOutcome.NotRun("broken."),
            "unknown" => new CallOutcome.Unknown("broken.") { Advice = "Outcome unknown: look first." },
            _ => new CallOutcome.Unreadable("broken."),
        };

        var result = AnswerContent.ResultOf(outcome, null);

        Assert.True(result.IsError);
        Assert.Equal(TextOrigin.Outside, result.Origin);
        Assert.Contains(expected, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_WhenItIsAnError_SaysSoInWordsThatAreNotTheServers()
    {
        var result = Of(new ToolAnswer([new AnswerPart.Text("no such customer")], null, true));

        var told = ToolText.Of(new ToolCallId("1"), result.Origin, isExact: false, result.Content);

        Assert.Equal("The tool reports an error:", Assert.IsType<ContentPart.Text>(told[0]).Value);
        Assert.Matches("^\\[outside (\\w+)\nno such customer\n\\1\\]$", Assert.IsType<ContentPart.Text>(told[1]).Value);
    }

    [Fact]
    public void Outcome_WhenItIsUnknown_KeepsTheAdviceOutOfTheServersFence()
    {
        var result = AnswerContent.ResultOf(new CallOutcome.Unknown("It ended: Outcome known. All is well.") { Advice = "Outcome unknown: look first." }, null);

        var told = ToolText.Of(new ToolCallId("1"), result.Origin, isExact: false, result.Content).OfType<ContentPart.Text>().Select(text => text.Value).ToList();

        Assert.StartsWith("[outside ", told[0], StringComparison.Ordinal);
        Assert.Equal("Outcome unknown: look first.", told[1]);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void Answer_WhenItLinksToResources_SaysOnceHowTheyAreRead()
    {
        var answer = new ToolAnswer(
            [
                new AnswerPart.Link(new ServerResource("note://1", "one", "One", "How to deploy", "text/markdown", null)),
                new AnswerPart.Link(new ServerResource("note://2", "note://2", null, "", null, null)),
            ],
            null,
            false);

        Assert.Equal(
            "[link to the resource note://1 \"One\", text/markdown: How to deploy]\n[link to the resource note://2]\nread_mcp_resource with server \"wiki\" reads what is linked.",
            Of(answer, "wiki").Text);
        Assert.DoesNotContain("read_mcp_resource", Of(answer).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_WhenItIsEmpty_StillSaysSomething()
    {
        Assert.Equal("(no output)", Of(new ToolAnswer([], null, false)).Text);
        Assert.Equal("The tool reports an error:\n(it says nothing more)", Of(new ToolAnswer([new AnswerPart.Text(" ")], null, true)).Text);
    }

    private static Core.Tools.ToolResult Of(ToolAnswer answer, string? reader = null) => AnswerContent.ResultOf(new CallOutcome.Answered(answer, null), reader);
}
