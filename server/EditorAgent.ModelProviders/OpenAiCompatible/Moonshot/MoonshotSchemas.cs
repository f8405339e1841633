using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>
/// Each tool's schema in Moonshot's dialect: the original bytes where they are valid already, else a normalised copy. Made once for each
/// definition, so that the prompt's prefix stays the same.
/// </summary>
internal static class MoonshotSchemas
{
    private static readonly ConditionalWeakTable<ToolDefinition, MoonshotSchema> Known = [];

    public static MoonshotSchema For(ToolDefinition tool) => Known.GetValue(tool, static definition => Of(definition.InputSchema));

    public static MoonshotSchema Of(ReadOnlyMemory<byte> schema)
    {
        try
        {
            if (MoonshotSchemaCheck.Fault(JsonElement.Parse(schema.Span, WireJson.Reading), MoonshotLimits.Default) is null)
            {
                return new MoonshotSchema(schema, true, []);
            }

            return Normalised(JsonNode.Parse(schema.Span, null, WireJson.Reading) as JsonObject ?? []);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return new MoonshotSchema("""{"type":"object"}"""u8.ToArray(), false, ["the schema cannot be read"]);
        }
    }

    private static MoonshotSchema Normalised(JsonObject schema)
    {
        var normaliser = new MoonshotNormaliser(schema);
        var written = normaliser.Write() is { } whole ? Bytes(whole) : null;
        var fault = written is null ? "it is too large or nested too deeply" : MoonshotSchemaCheck.Fault(JsonElement.Parse(written), MoonshotLimits.Default);
        if (fault is null)
        {
            return new MoonshotSchema(written, normaliser.Losses.Count == 0, [.. normaliser.Losses]);
        }

        var outline = Bytes(MoonshotOutline.Of(schema));
        return MoonshotSchemaCheck.Fault(JsonElement.Parse(outline), MoonshotLimits.Default) is null
            ? new MoonshotSchema(outline, false, [fault])
            : new MoonshotSchema("""{"type":"object"}"""u8.ToArray(), false, [fault]);
    }

    private static byte[] Bytes(JsonObject schema)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Writing))
        {
            schema.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}
