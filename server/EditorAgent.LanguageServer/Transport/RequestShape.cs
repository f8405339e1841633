using System.Text.Json;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>Whether a JSON value is a JSON-RPC 2.0 message as LSP uses it: no batches.</summary>
internal static class RequestShape
{
    /// <summary>What is wrong with the message, for its sender; null when nothing is.</summary>
    public static string? FaultOf(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return message.ValueKind == JsonValueKind.Array ? "Batches are not supported; send one message a frame." : "A message must be a JSON object.";
        }

        if (!message.TryGetProperty("jsonrpc", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"))
        {
            return "jsonrpc must be \"2.0\".";
        }

        if (message.TryGetProperty("id", out var id) && !IsId(id))
        {
            return "id must be a string or a whole number.";
        }

        return message.TryGetProperty("method", out var method) ? FaultOfRequest(message, method)
            : IsAnswer(message) ? null
            : "A request needs a method; an answer an id and a result, or an error with code and message.";
    }

    /// <summary>The id of a request; null where there is none to answer to.</summary>
    public static JsonElement? IdOf(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("method", out _) && message.TryGetProperty("id", out var id) && IsId(id) ? id : null;

    private static string? FaultOfRequest(JsonElement message, JsonElement method)
    {
        if (method.ValueKind != JsonValueKind.String)
        {
            return "method must be a string.";
        }

        if (message.TryGetProperty("params", out var parameters) && parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
        {
            return "params must be an object or an array.";
        }

        return message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _) ? "A request has no result and no error." : null;
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
