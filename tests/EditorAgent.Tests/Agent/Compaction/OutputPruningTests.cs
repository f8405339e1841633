using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Models;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class OutputPruningTests
{
    [Fact]
    public void OfOld_WhenItPays_LeavesTheNewestAndALineForEachOther()
    {
        var conversation = Conversation(10, 40_000);

        var pruned = OutputPruning.OfOld(conversation, newest: 40_100, worth: 20_000)!;

        Assert.Equal(["c0", "c1", "c2", "c3", "c4", "c5"], pruned.Outputs.Select(output => output.CallId.Value).Order());
        var line = ((ContentPart.Text)Assert.Single(pruned.Outputs.Single(output => output.CallId.Value == "c0").Content)).Value;
        Assert.Contains("what read src/0.cs put out, 40,000 characters", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void OfOld_WhenItFreesTooLittle_LeavesAll()
    {
        Assert.Null(OutputPruning.OfOld(Conversation(5, 40_000), newest: 40_100, worth: 20_000));
        Assert.NotNull(OutputPruning.OfOld(Conversation(5, 40_000), newest: 40_000, worth: 1));
        Assert.Null(OutputPruning.OfOld(Conversation(100, 40), newest: 0, worth: 1));
    }

    [Fact]
    public void OfOld_WhenTheWholeLiesInAFile_SaysWhere()
    {
        List<Message> conversation = [.. Conversation(1, 10)];
        conversation[^1] = new Message.ToolResult(
            new("c0"), "read", [new ContentPart.Text(new string('x', 9_000)), new ContentPart.Text("The whole result is in /s/tool-results/read-c0.txt: use read with offset.")], false);

        var pruned = OutputPruning.OfOld(conversation, newest: 0, worth: 1)!;

        Assert.Contains("/s/tool-results/read-c0.txt: use read with offset.", ((ContentPart.Text)pruned.Outputs[0].Content[0]).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void OfHuge_WhenAnOutputIsTooLarge_KeepsItsFence()
    {
        var fenced = ToolText.Fenced("c0", TextOrigin.Outside, string.Concat(Enumerable.Repeat("line\n", 20_000)));
        List<Message> conversation = [.. Conversation(1, 10)];
        conversation[^1] = new Message.ToolResult(new("c0"), "fetch", [new ContentPart.Text(fenced)], false);

        var cut = ((ContentPart.Text)OutputPruning.OfHuge(conversation, most: 2_000, cutTo: 1_000)!.Outputs[0].Content[0]).Value;

        Assert.InRange(cut.Length, 3_000, 4_100);
        Assert.Equal(fenced.Split('\n')[0], cut.Split('\n')[0]);
        Assert.Equal(fenced.Split('\n')[^1], cut.Split('\n')[^1]);
        Assert.Null(OutputPruning.OfHuge(conversation, most: 30_000, cutTo: 1_000));
    }

    [Fact]
    public void OfHuge_WhenTheMiddleNamedAFile_NamesItStill()
    {
        var output = $"{new string('a', 9_000)}\n[... 500 of 900 characters omitted; the whole is in /s/x.txt: use read with offset ...]\n{new string('b', 9_000)}";

        Assert.Contains("before that 500 of 900 characters omitted; the whole is in /s/x.txt: use read with offset ...]", Cut(output), StringComparison.Ordinal);
    }

    [Fact]
    public void OfHuge_WhenNumberedLinesAreLost_SaysWhich()
    {
        var output = string.Concat(Enumerable.Range(1, 2_000).Select(number => $"{number}\ta line of a file\n"));

        var cut = Cut(output);

        var shown = cut.Split('\n').Select(line => line.Split('\t')[0]).Where(text => int.TryParse(text, out _)).Select(int.Parse).ToList();
        var missing = Enumerable.Range(1, 2_000).Except(shown).ToList();
        var told = System.Text.RegularExpressions.Regex.Match(cut, "lines ([0-9]+) to ([0-9]+) and");
        Assert.InRange(missing[0], int.Parse(told.Groups[1].Value) - 1, int.Parse(told.Groups[1].Value));
        Assert.InRange(missing[^1], int.Parse(told.Groups[2].Value) - 1, int.Parse(told.Groups[2].Value));
    }

    private static string Cut(string output)
    {
        List<Message> conversation = [.. Conversation(1, 10)];
        conversation[^1] = new Message.ToolResult(new("c0"), "read", [new ContentPart.Text(output)], false);
        return ((ContentPart.Text)OutputPruning.OfHuge(conversation, most: 2_000, cutTo: 1_000)!.Outputs[0].Content[0]).Value;
    }

    private static List<Message> Conversation(int calls, int length)
    {
        var conversation = new List<Message> { new Message.User([new ContentPart.Text("go")]) };
        for (var number = 0; number < calls; number++)
        {
            conversation.Add(new Message.Assistant([new AssistantPart.ToolCall(new($"c{number}"), "v", "read", $$"""{"limit":5,"path":"src/{{number}}.cs"}""")]));
            conversation.Add(new Message.ToolResult(new($"c{number}"), "read", [new ContentPart.Text(new string('x', length))], false));
        }

        return conversation;
    }
}
