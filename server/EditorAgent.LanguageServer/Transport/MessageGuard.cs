using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>
/// Hands on only what is one message of JSON-RPC 2.0. The library's reader ends for good at a number that is too large or a member of another
/// kind; in place of such a message it gets one that makes it answer with the right error.
/// </summary>
internal static class MessageGuard
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Answered with -32700.</summary>
    private static readonly ReadOnlySequence<byte> NoJson = new("{"u8.ToArray());

    /// <summary>Answered with -32600.</summary>
    private static readonly ReadOnlySequence<byte> NoMessage = new("[]"u8.ToArray());

    public static ReadOnlySequence<byte> Accept(ReadOnlySequence<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Judge(document.RootElement) ?? body;
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in a name.
            return NoJson;
        }
    }

    /// <returns>What to put in its place; null when it may pass.</returns>
    private static ReadOnlySequence<byte>? Judge(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("jsonrpc", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0")
            || (message.TryGetProperty("id", out var id) && !IsId(id)))
        {
            return NoMessage;
        }

        if (!message.TryGetProperty("method", out var method))
        {
            return IsAnswer(message) ? null : NoMessage;
        }

        var hasParams = message.TryGetProperty("params", out var parameters);
        if (method.ValueKind == JsonValueKind.String && (!hasParams || parameters.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
        {
            return message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _) ? NoMessage : null;
        }

        // Whoever sent it waits under its own id.
        return id.ValueKind == JsonValueKind.Undefined
            ? NoMessage
            : new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"method":"$/invalid"}"""));
    }

    private static bool IsId(JsonElement id) => id.ValueKind == JsonValueKind.String || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));

    private static bool IsAnswer(JsonElement message)
    {
        if (!message.TryGetProperty("id", out _))
        {
            return false;
        }

        var hasResult = message.TryGetProperty("result", out _);
        return message.TryGetProperty("error", out var error)
            ? !hasResult && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out _)
                && error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String
            : hasResult;
    }
}
