namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible;

/// <summary>Recorded shapes of chat-completions streams.</summary>
internal static class ChatStreams
{
    private const string Envelope = "\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1754000000,\"model\":\"vendor-model\"";

    /// <summary>Two parallel calls whose fragments interleave, reasoning before, usage in both places.</summary>
    public static string Reference { get; } = Of(
        """{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
        """{"choices":[{"index":0,"delta":{"reasoning_content":"Let me "}}]}""",
        """{"choices":[{"index":0,"delta":{"reasoning_content":"read. ✓"}}]}""",
        """{"choices":[{"index":0,"delta":{"content":"I will "}}]}""",
        """{"choices":[{"index":0,"delta":{"content":"read both 文件."}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"functions.read:0","type":"function","function":{"name":"read","arguments":""}}]}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"functions.read:1","type":"function","function":{"name":"read","arguments":""}}]}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"path\":"}}]}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"path\":\"b\"}"}}]}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"a\"}"}}]}}]}""",
        """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls","usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"cached_tokens":64}}]}""",
        """{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"prompt_tokens_details":{"cached_tokens":64}}}""",
        "[DONE]");

    public static string Of(params string[] chunks) =>
        string.Concat(chunks.Select(chunk => $"data: {(chunk[0] == '{' && chunk.StartsWith("{\"choices\"", StringComparison.Ordinal) ? "{" + Envelope + "," + chunk[1..] : chunk)}\n\n"));

    public static string Text(string text) => Of(
        $$$"""{"choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""",
        """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        "[DONE]");

    /// <summary>Fragments of calls, given as the elements of <c>tool_calls</c>, ended by <c>finish_reason</c>.</summary>
    public static string Calls(string finishReason, params string[] fragments) => Of(
    [
        .. fragments.Select(fragment => $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{fragment}}}]}}]}"""),
        $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{finishReason}}"}]}""",
        "[DONE]",
    ]);
}
