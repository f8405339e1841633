using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>Reads one JSON-RPC message as strangers may send it: strict about the JSON, patient about the rest.</summary>
internal static class MessageParser
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MessageBounds.JsonDepth, AllowDuplicateProperties = false };

    /// <returns>Null for what is no message at all: noise to be skipped and counted.</returns>
    public static IncomingMessage? Parse(ReadOnlyMemory<byte> utf8)
    {
        var trimmed = utf8.Span.TrimStart(" \t\r\n"u8);
        if (trimmed.IsEmpty || trimmed[0] != (byte)'{')
        {
            return null;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            return Broken(utf8.Span, "it is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return Broken(utf8.Span, "it is not valid JSON, too deep, or has a member twice");
        }
        catch (InvalidOperationException)
        {
            return Broken(utf8.Span, "a name in it is half a character");
        }
    }

    private static IncomingMessage? Read(JsonElement message)
    {
        var id = message.TryGetProperty("id", out var idElement) ? IdOf(idElement) : null;
        if (message.TryGetProperty("method", out var method))
        {
            if (method.ValueKind is not JsonValueKind.String)
            {
                return null;
            }

            var parameters = message.TryGetProperty("params", out var given) && given.ValueKind is JsonValueKind.Object ? given.Clone() : default;
            return id is null
                ? new IncomingMessage(IncomingKind.Notification, default, method.GetString()!, parameters)
                : new IncomingMessage(IncomingKind.Question, id.Value, method.GetString()!, parameters);
        }

        if (id is null)
        {
            return null;
        }

        if (message.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object)
        {
            return new IncomingMessage(IncomingKind.Failure, id.Value, "", error.Clone());
        }

        return message.TryGetProperty("result", out var result)
            ? new IncomingMessage(IncomingKind.Answer, id.Value, "", result.Clone())
            : new IncomingMessage(IncomingKind.Broken, id.Value, "it has neither a result nor an error", default);
    }

    private static RequestId? IdOf(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String => new RequestId(id.GetString()!),
        JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };

    /// <summary>Somebody may be waiting for it: finds the id alone, however wrong the rest is.</summary>
    private static IncomingMessage? Broken(ReadOnlySpan<byte> utf8, string why)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId)
                {
                    return reader.TokenType switch
                    {
                        JsonTokenType.String => new IncomingMessage(IncomingKind.Broken, new RequestId(Encoding.UTF8.GetString(reader.ValueSpan)), why, default),
                        JsonTokenType.Number when reader.TryGetInt64(out var number) => new IncomingMessage(IncomingKind.Broken, new RequestId(number), why, default),
                        _ => null,
                    };
                }

                reader.Skip();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Nothing to be found.
        }

        return null;
    }
}
