using System.Text;
using EditorAgent.ScriptedModelServer.Wire;
using Xunit;

namespace EditorAgent.Tests.Scripted;

public sealed class VendorRequestValidatorTests
{
    private const string Call = """{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"read","arguments":"{}"}}]}""";
    private const string User = """{"role":"user","content":"go"}""";
    private const string Use = """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"read","input":{}}]}""";

    [Theory]
    [InlineData(User)]
    [InlineData(User + "," + Call + """,{"role":"tool","tool_call_id":"a","content":"text"}""")]
    [InlineData(User + "," + Call + """,{"role":"tool","tool_call_id":"a","content":""},{"role":"user","content":"more"}""")]
    public void Check_OfAGoodChatRequest_Accepts(string messages) => Assert.Null(Chat(messages));

    [Theory]
    [InlineData(User + "," + Call, "have no response: a")]
    [InlineData(User + "," + Call + "," + User + """,{"role":"tool","tool_call_id":"a","content":"x"}""", "before messages[2]")]
    [InlineData(User + "," + Call + """,{"role":"tool","tool_call_id":"b","content":"x"}""", "'b' is not found")]
    [InlineData(User + "," + Call + """,{"role":"tool","tool_call_id":"a","content":"x"},{"role":"tool","tool_call_id":"a","content":"x"}""", "'a' is not found")]
    [InlineData(User + "," + Call + """,{"role":"tool","tool_call_id":"a","content":"x"},""" + Call, "duplicated")]
    [InlineData(User + "," + Call + """,{"role":"tool","content":"x"}""", "tool_call_id is missing")]
    [InlineData("""{"role":"human","content":"x"}""", "unknown role")]
    [InlineData("""{"role":"user","content":""}""", "text content is empty")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":""}]}""", "text content is empty")]
    [InlineData(User + """,{"role":"assistant","content":""}""", "text content is empty")]
    [InlineData(User + """,{"role":"assistant"}""", "missing")]
    [InlineData("", "messages must not be empty")]
    public void Check_OfABadChatRequest_SaysWhy(string messages, string expected)
    {
        var refusal = Chat(messages);

        Assert.NotNull(refusal);
        Assert.Equal(400, refusal.Status);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("read@file")]
    [InlineData("read\\n")]
    public void Check_OfABadToolName_Refuses(string name) =>
        Assert.Contains("function name is invalid", Chat(User, Tools(name))!.Message, StringComparison.Ordinal);

    [Fact]
    public void Check_OfTools_CountsThemAndRefusesTwins()
    {
        Assert.Null(Chat(User, Tools([.. Enumerable.Range(0, 128).Select(i => $"tool_{i}")])));
        Assert.Contains("not 129", Chat(User, Tools([.. Enumerable.Range(0, 129).Select(i => $"tool_{i}")]))!.Message, StringComparison.Ordinal);
        Assert.Contains("used twice", Chat(User, Tools("read", "read"))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenReasoningIsKept_WantsItBackEvenEmpty()
    {
        const string Result = """,{"role":"tool","tool_call_id":"a","content":"x"}""";
        const string Keep = ""","thinking":{"type":"enabled","keep":"all"}""";
        var echoed = Call.Replace("\"assistant\",", "\"assistant\",\"reasoning_content\":\"\",", StringComparison.Ordinal);

        Assert.Contains("reasoning_content is missing", Chat(User + "," + Call + Result, Keep)!.Message, StringComparison.Ordinal);
        Assert.Null(Chat(User + "," + echoed + Result, Keep));
    }

    [Theory]
    [InlineData(User + "," + Use + """,{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"},{"type":"text","text":"more"}]}""", null)]
    [InlineData(User + "," + Use + """,{"role":"user","content":[{"type":"text","text":"more"},{"type":"tool_result","tool_use_id":"a","content":"x"}]}""", "have no response")]
    [InlineData(User + "," + Use + """,{"role":"user","content":"more"}""", "have no response")]
    [InlineData(User + "," + Use, "have no response")]
    [InlineData(User + "," + User, "roles must alternate")]
    [InlineData(User + """,{"role":"assistant","content":[{"type":"text","text":" "}]}""", "non-empty")]
    [InlineData(User + """,{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"forged"}]}""", "invalid signature")]
    [InlineData("""{"role":"tool","content":"x"}""", "unknown role")]
    public void Check_OfAnAnthropicRequest_KnowsGoodFromBad(string messages, string? expected)
    {
        var body = $$"""{"model":"m","max_tokens":10,"messages":[{{messages}}]}""";
        var refusal = new VendorRequestValidator().Check(VendorDialect.AnthropicMessages, Encoding.UTF8.GetBytes(body));

        if (expected is null)
        {
            Assert.Null(refusal);
            return;
        }

        Assert.Contains(expected, refusal!.Message, StringComparison.Ordinal);
    }

    private static VendorRefusal? Chat(string messages, string more = "") =>
        new VendorRequestValidator().Check(
            VendorDialect.ChatCompletions, Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{{messages}}]{{more}}}"""));

    private static string Tools(params string[] names) =>
        ",\"tools\":[" + string.Join(",", names.Select(name => $$"""{"type":"function","function":{"name":"{{name}}","parameters":{"type":"object"} } }""")) + "]";
}
