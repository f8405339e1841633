using System.Text;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Tools that answer at once.</summary>
internal static class ContentTools
{
    /// <summary>A red pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /// <summary>A sound of no length.</summary>
    private static readonly byte[] Wav = Convert.FromBase64String("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=");

    private const string DialectSchema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "$defs": {"address": {"$anchor": "addressDef", "type": "object", "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
          "properties": {
            "name": {"type": "string"},
            "address": {"$ref": "#/$defs/address"},
            "contactMethod": {"type": "string", "enum": ["phone", "email"]},
            "phone": {"type": "string"},
            "email": {"type": "string"}
          },
          "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
          "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
          "then": {"required": ["phone"]},
          "else": {"required": ["email"]},
          "additionalProperties": false
        }
        """;

    public static IEnumerable<IServedTool> All(ChangeFeed changes) =>
    [
        SuiteTool.Answering("test_simple_text", "Answers with text", new TextContentBlock { Text = "This is a simple text response for testing." }),
        SuiteTool.Answering("test_image_content", "Answers with an image", ImageContentBlock.FromBytes(Png, "image/png")),
        SuiteTool.Answering("test_audio_content", "Answers with a sound", AudioContentBlock.FromBytes(Wav, "audio/wav")),
        SuiteTool.Answering("test_embedded_resource", "Answers with a resource", Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
        SuiteTool.Answering(
            "test_multiple_content_types",
            "Answers with text, an image and a resource",
            new TextContentBlock { Text = "Multiple content types test:" },
            ImageContentBlock.FromBytes(Png, "image/png"),
            Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}""")),
        new SuiteTool("test_tool_with_logging", "Says what it does", LogAsync),
        new SuiteTool("test_logging_tool", "Says what it does, to who wants to hear", LogAsync),
        new SuiteTool("test_tool_with_progress", "Reports progress", ProgressAsync),
        new SuiteTool("test_streaming_elicitation", "Reports progress on its stream", ProgressAsync),
        new SuiteTool("test_error_handling", "Fails", (_, _) => ValueTask.FromResult(Failed("This tool intentionally returns an error for testing"))),
        new SuiteTool("json_schema_2020_12_tool", "Has a schema with much of the dialect", (_, _) => ValueTask.FromResult(SuiteTool.Text("called"))) { Schema = DialectSchema },
        new SuiteTool("test_header_parameters", "Has parameters that headers repeat", (call, _) => ValueTask.FromResult(SuiteTool.Text($"region {call.Arguments["region"]}")))
        {
            Schema = """{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},"count":{"type":"integer","x-mcp-header":"Count"}},"required":["region"]}""",
        },
        new SuiteTool("test_missing_capability", "Needs sampling", (_, _) => ValueTask.FromResult(SuiteTool.Text("Success")))
        {
            Before = call => _ = call.Capabilities.Sampling ?? throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new SamplingCapability() }),
        },
        Changing("test_trigger_tool_change", changes, new OfferChange.Tools()),
        Changing("test_trigger_prompt_change", changes, new OfferChange.Prompts()),
    ];

    public static CallToolResult Failed(string text)
    {
        var result = SuiteTool.Text(text);
        result.IsError = true;
        return result;
    }

    private static SuiteTool Changing(string name, ChangeFeed changes, OfferChange change) => new(name, "Tells who listens of a change", (_, _) =>
    {
        changes.Publish(change);
        return ValueTask.FromResult(SuiteTool.Text("Mutation triggered"));
    });

    private static EmbeddedResourceBlock Embedded(string uri, string type, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = type, Text = text } };

    private static async ValueTask<CallToolResult> LogAsync(ServedCall call, CancellationToken cancellationToken)
    {
        foreach (var text in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            await call.Client.LogAsync(LoggingLevel.Info, text, cancellationToken);
        }

        return SuiteTool.Text("Tool with logging executed successfully");
    }

    private static async ValueTask<CallToolResult> ProgressAsync(ServedCall call, CancellationToken cancellationToken)
    {
        foreach (var done in (int[])[0, 50, 100])
        {
            await call.Client.ReportAsync(new ProgressNotificationValue { Progress = done, Total = 100, Message = $"Completed step {done} of 100" }, cancellationToken);
        }

        return SuiteTool.Text("done");
    }
}
