using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>The text of one message, as both doors read it.</summary>
internal static class MessageText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = int.MaxValue };

    /// <param name="utf8">May begin with a byte order mark.</param>
    /// <returns>The message, or the error that answers it: under its id where that can be read, else under null.</returns>
    public static (JsonRpcMessage? Message, JsonRpcError? Refusal) Parse(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => Read(document.RootElement, text.Span),
                JsonValueKind.Array => (null, Refusal(McpErrorCode.InvalidRequest, "Send one JSON-RPC message, not a batch.", default)),
                _ => (null, Refusal(McpErrorCode.InvalidRequest, "This is JSON, but no JSON-RPC message: a message is an object.", default)),
            };
        }
        catch (JsonException)
        {
            return (null, Refusal(McpErrorCode.ParseError, "This is not JSON that can be read: broken, a name twice in one object, or more than 64 levels deep.", IdOf(text.Span)));
        }
    }

    private static (JsonRpcMessage? Message, JsonRpcError? Refusal) Read(JsonElement root, ReadOnlySpan<byte> text)
    {
        try
        {
            return (root.Deserialize((JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))), null);
        }
        catch (JsonException)
        {
            return (null, Refusal(
                McpErrorCode.InvalidRequest,
                "This is no JSON-RPC message: it needs jsonrpc \"2.0\" and a method (text), or a result or an error; an id is text or an integer.",
                IdOf(text)));
        }
    }

    private static JsonRpcError Refusal(McpErrorCode code, string message, RequestId id) => new() { Id = id, Error = new JsonRpcErrorDetail { Code = (int)code, Message = message } };

    /// <summary>Found without reading the rest, however deep that is; none in what is broken before it.</summary>
    private static RequestId IdOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, Deep);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId)
                {
                    return reader.TokenType == JsonTokenType.String ? new RequestId(reader.GetString()!)
                        : reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? new RequestId(number)
                        : default;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Broken before its id.
        }

        return default;
    }
}
