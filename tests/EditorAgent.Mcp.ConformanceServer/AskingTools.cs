using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Tools that ask the client while they run.</summary>
internal static class AskingTools
{
    private const string Defaults = """
        {"type":"object","required":[],"properties":{
          "name":{"type":"string","description":"User name","default":"John Doe"},
          "age":{"type":"integer","description":"User age","default":30},
          "score":{"type":"number","description":"User score","default":95.5},
          "status":{"type":"string","description":"User status","enum":["active","inactive","pending"],"default":"active"},
          "verified":{"type":"boolean","description":"Verification status","default":true}}}
        """;

    private const string Choices = """
        {"type":"object","required":[],"properties":{
          "untitledSingle":{"type":"string","description":"One option","enum":["option1","option2","option3"]},
          "titledSingle":{"type":"string","description":"One titled option","oneOf":[{"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
          "legacyEnum":{"type":"string","description":"One option, the old way","enum":["opt1","opt2","opt3"],"enumNames":["Option One","Option Two","Option Three"]},
          "untitledMulti":{"type":"array","description":"Some options","minItems":1,"maxItems":3,"items":{"type":"string","enum":["option1","option2","option3"]}},
          "titledMulti":{"type":"array","description":"Some titled options","minItems":1,"maxItems":3,"items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}}}
        """;

    public static IEnumerable<IServedTool> All =>
    [
        new SuiteTool("test_sampling", "Asks the client's model", SampleAsync) { Schema = """{"type":"object","properties":{"prompt":{"type":"string"}},"required":["prompt"]}""" },
        new SuiteTool("test_elicitation", "Asks the user", (call, token) => ElicitAsync(call, "User response", Forms.AskFor(call.Arguments["message"].GetString()!, "response"), token))
        {
            Schema = """{"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}""",
        },
        new SuiteTool("test_elicitation_sep1034_defaults", "Asks with defaults", (call, token) => ElicitAsync(call, "Elicitation completed", Forms.Ask("Please review and update the form fields with defaults", Defaults), token)),
        new SuiteTool("test_elicitation_sep1330_enums", "Asks for choices", (call, token) => ElicitAsync(call, "Elicitation completed", Forms.Ask("Please select options from the enum fields", Choices), token)),
    ];

    private static async ValueTask<CallToolResult> SampleAsync(ServedCall call, CancellationToken cancellationToken)
    {
        var answer = await call.Client.AskAsync(Forms.Sample(call.Arguments["prompt"].GetString()!, 100), cancellationToken);
        var content = answer.RawValue.GetProperty("content");
        var block = content.ValueKind == JsonValueKind.Array ? content[0] : content;
        return SuiteTool.Text($"LLM response: {block.GetProperty("text").GetString()}");
    }

    private static async ValueTask<CallToolResult> ElicitAsync(ServedCall call, string begin, InputRequest question, CancellationToken cancellationToken)
    {
        var answer = (await call.Client.AskAsync(question, cancellationToken)).RawValue;
        return SuiteTool.Text($"{begin}: action={answer.GetProperty("action").GetString()}, content={(answer.TryGetProperty("content", out var content) ? content.GetRawText() : "{}")}");
    }
}
