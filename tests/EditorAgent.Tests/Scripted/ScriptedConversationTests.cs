using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Scripted;
using Xunit;
using static EditorAgent.Tests.Scripted.Conversations;

namespace EditorAgent.Tests.Scripted;

public sealed class ScriptedConversationTests
{
    [Fact]
    public void Answer_WhenTheConversationGrows_FollowsTheTurns()
    {
        var script = Parse(
            """
            turns:
              - answer: {text: first, calls: [{tool: read, arguments: {path: a.cs}}]}
              - answer: {text: second}
            """);

        var first = script.Answer("", [User("go")]);
        var second = script.Answer("", [User("go"), Calls(("c1", "read", "{}")), Result("c1", "read", "text")]);

        Assert.Equal("first", first.Text);
        Assert.Equal(FinishReason.ToolCalls, first.Finish);
        Assert.Equal(new ScriptedCall("call_0", "read", """{"path":"a.cs"}"""), Assert.Single(first.Calls));
        Assert.Equal("second", second.Text);
        Assert.Equal(FinishReason.Stop, second.Finish);
    }

    [Fact]
    public void Answer_WhenTheUserSpeaksAgain_StartsOverUnlessTheWholeConversationCounts()
    {
        Message[] messages = [User("one"), new Message.Assistant([new AssistantPart.Text("first")]), User("two")];
        const string Turns = """
            turns:
              - answer: {text: first}
              - answer: {text: second}
            """;

        Assert.Equal("first", Parse(Turns).Answer("", messages).Text);
        Assert.Equal("second", Parse("count: whole_conversation\n" + Turns).Answer("", messages).Text);
    }

    [Theory]
    [InlineData("please FIX it", "", false, "asked to fix")]
    [InlineData("else", "3 failed, 2 passed", false, "counted 3")]
    [InlineData("else", "boom", true, "a tool failed")]
    [InlineData("else", "Error: boom", false, "a tool failed")]
    [InlineData("else", "found needle here", false, "needle")]
    [InlineData("else", "nothing", false, "fallback")]
    public void Answer_WithAlternatives_TakesTheFirstThatFits(string user, string result, bool isError, string expected)
    {
        var script = Parse(
            """
            turns:
              - answer: {calls: [{tool: read}]}
              - {when: {user_contains: fix}, answer: {text: asked to fix}}
              - {at: 1, when: {tool_result_matches: '\d+ failed'}, answer: {text: 'counted ${result:(\d+) failed}'}}
              - {at: 1, when: {tool_failed: true}, answer: {text: a tool failed}}
              - {at: 1, when: {last_tool: read, tool_result_contains: needle}, answer: {text: needle}}
              - {at: 1, when: {last_tool: write, tool_result_contains: nothing}, answer: {text: wrong tool}}
              - {at: 1, answer: {text: fallback}}
            """);

        var answer = script.Answer("", [User(user), Calls(("c1", "read", "{}")), Result("c1", "read", result, isError)]);

        Assert.Equal(expected, answer.Text);
    }

    [Fact]
    public void Answer_WithHoles_UsesTheMostRecentResultThatMatches()
    {
        var script = Parse(
            """
            turns:
              - at: 2
                answer:
                  text: 'in ${result:([A-Z]\w{2,9})\.cs} and not $${result:x}, ${HOME}'
                  calls:
                    - tool: read
                      arguments:
                        path: src/${result:(\w+\.cs)}
                        line: ${result:line (\d+)}
                        name: '${result:line (\d+)}'
                    - tool: odd
                      raw_arguments: '{"path": ${result:line (\d+)}'
            """);

        var answer = script.Answer("",
        [
            User("go"),
            Calls(("c1", "grep", "{}")), Result("c1", "grep", "Old.cs line 7"),
            Calls(("c2", "grep", "{}")), Result("c2", "grep", "New.cs"),
        ]);

        Assert.Equal("in New and not ${result:x}, ${HOME}", answer.Text);
        Assert.Equal("""{"path":"src/New.cs","line":7,"name":"7"}""", answer.Calls[0].RawArguments);
        Assert.Equal("""{"path": 7""", answer.Calls[1].RawArguments);
        Assert.Equal(["call_2", "call_3"], answer.Calls.Select(call => call.VendorId));
    }

    [Fact]
    public void Answer_WhenAHoleFindsNothing_NamesFilePositionAndHole()
    {
        var script = Parse("turns: [{answer: {text: 'x ${result:(nope)}'}}]");

        var failure = Assert.Throws<ModelException>(() => script.Answer("", [User("go")])).Failure;

        Assert.Equal(ModelFailureKind.NotFound, failure.Kind);
        Assert.Contains("test.yaml, position 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(nope)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("turns: [{at: 5, answer: {text: x}}]", "no turn there")]
    [InlineData("turns:\n  - {when: {user_contains: other}, answer: {text: x}}", "at line 2")]
    public void Answer_WhenNothingFits_SaysWhereTheScriptEnds(string yaml, string expected)
    {
        var failure = Assert.Throws<ModelException>(() => Parse(yaml).Answer("", [User("go")])).Failure;

        Assert.Contains("test.yaml, position 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsRetryable);
    }

    [Fact]
    public void Answer_OfARepeat_CountsItsRounds()
    {
        var script = Parse(
            """
            turns:
              - repeat:
                  count: 300
                  answer:
                    calls:
                      - tool: read
                        arguments:
                          path: file${index%7}.txt
                          round: ${index}
              - answer: {text: done}
            """);
        var messages = new List<Message> { User("go") };
        for (var i = 0; i < 300; i++)
        {
            var call = Assert.Single(script.Answer("", messages).Calls);
            Assert.Equal($$"""{"path":"file{{i % 7}}.txt","round":{{i}}}""", call.RawArguments);
            Assert.Equal($"call_{i}", call.VendorId);
            messages.Add(Calls(($"call_{i}", "read", call.RawArguments)));
            messages.Add(Result($"call_{i}", "read", "text"));
        }

        Assert.Equal("done", script.Answer("", messages).Text);
    }

    [Fact]
    public void Answer_WithoutUsage_EstimatesFromCharacters()
    {
        var script = Parse("turns: [{answer: {text: 12345678, reasoning: abcd}}]");

        Assert.Equal(new TokenUsage(5, 3, 0), script.Answer("0123456789", [User("0123456789")]).Usage);
    }

    [Fact]
    public void Answer_WithEmptyReasoning_IsNotWithoutReasoning()
    {
        Assert.Equal("", Parse("turns: [{answer: {reasoning: '', text: x}}]").Answer("", [User("go")]).Reasoning);
        Assert.Null(Parse("turns: [{answer: {text: x}}]").Answer("", [User("go")]).Reasoning);
    }

    [Theory]
    [InlineData("turns:\n  - answr: {text: x}", 2, "unknown key 'answr'")]
    [InlineData("turns:\n  - answer:\n      txt: x", 3, "unknown key 'txt'")]
    [InlineData("turns:\n  - when: {tool_contains: x}\n    answer: {text: x}", 2, "unknown key 'tool_contains'")]
    [InlineData("turns:\n  - answer: {calls: [{tool: a, args: {}}]}", 2, "unknown key 'args'")]
    [InlineData("turns:\n  - answer: {finish: done}", 2, "finish is stop")]
    [InlineData("turns:\n  - when: {tool_result_matches: '('}\n    answer: {text: x}", 2, "not a regular expression")]
    [InlineData("turns:\n  - answer: {text: '${result:nogroup}'}", 2, "exactly one group")]
    [InlineData("turns:\n  - answer: {text: '${result:(open'}", 2, "never closed")]
    [InlineData("turns:\n  - answer: {calls: [{tool: a, arguments: {p: '${index%0}'}}]}", 2, "above 0")]
    [InlineData("turns:\n  - answer: {calls: [{tool: a, arguments: [1]}]}", 2, "must be a mapping")]
    [InlineData("turns:\n  - answer: {calls: [{arguments: {}}]}", 2, "needs a tool")]
    [InlineData("turns:\n  - repeat: {count: -1, answer: {text: x}}", 2, "whole number")]
    [InlineData("turns:\n  - {text: x}", 2, "unknown key 'text'")]
    [InlineData("turns:\n  - when: {}", 2, "needs an answer")]
    [InlineData("turns: []", 1, "at least one turn")]
    [InlineData("turns:\n  - answer: {text: x}\n    answer: {text: y}", 3, "uplicate key")]
    [InlineData("turns:\n  - answer: {text: x", 3, "")]
    [InlineData("", 1, "one YAML document")]
    public void Parse_OfABrokenFile_NamesFileLineAndProblem(string yaml, int line, string problem)
    {
        var error = Assert.Throws<ScriptedConversationException>(() => Parse(yaml));

        Assert.StartsWith($"test.yaml:{line}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadDemo_FromTheAssembly_BeginsWithAPlan()
    {
        var answer = ScriptedConversation.LoadDemo().Answer("", [User("find and fix the null reference")]);

        Assert.Equal("update_plan", answer.Calls[0].Name);
    }

    private static ScriptedConversation Parse(string yaml) => ScriptedConversation.Parse(yaml, "test.yaml");
}
