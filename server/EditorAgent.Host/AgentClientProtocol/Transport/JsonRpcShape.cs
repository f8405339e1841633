using System.Text.Json;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>Whether a JSON value is a JSON-RPC 2.0 message as ACP uses it: no batches, params by name.</summary>
internal static class JsonRpcShape
{
    /// <summary>What is wrong with the message, for its sender; null when nothing is.</summary>
    public static string? FaultOf(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return message.ValueKind == JsonValueKind.Array ? "Batches are not supported; send one message a line." : "A message must be a JSON object.";
        }

        if (message.TryGetProperty("jsonrpc", out var version) && !(version.ValueKind == JsonValueKind.String && version.ValueEquals("2.0")))
        {
            return "The member 'jsonrpc' must be \"2.0\".";
        }

        if (message.TryGetProperty("id", out var id) && !IsId(id))
        {
            return "The member 'id' must be a string, a whole number or null.";
        }

        if (message.TryGetProperty("method", out var method))
        {
            return FaultOfRequest(message, method);
        }

        if (!message.TryGetProperty("id", out _))
        {
            return "A response needs an 'id', a request a 'method'.";
        }

        return message.TryGetProperty("result", out _) ? null : FaultOfError(message);
    }

    /// <summary>The id to answer to: null for a message without a usable one.</summary>
    public static RequestId IdOf(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("method", out _) || !message.TryGetProperty("id", out var id))
        {
            return RequestId.Null;
        }

        return id.ValueKind switch
        {
            JsonValueKind.String => new RequestId(id.GetString()),
            JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
            _ => RequestId.Null,
        };
    }

    private static string? FaultOfRequest(JsonElement message, JsonElement method)
    {
        if (method.ValueKind != JsonValueKind.String || method.ValueEquals(string.Empty))
        {
            return "The member 'method' must be a non-empty string.";
        }

        return message.TryGetProperty("params", out var parameters) && parameters.ValueKind != JsonValueKind.Object
            ? "The member 'params' must be an object."
            : null;
    }

    private static string? FaultOfError(JsonElement message)
    {
        var isError = message.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out _)
            && error.TryGetProperty("message", out var text)
            && text.ValueKind is JsonValueKind.String or JsonValueKind.Null;
        return isError ? null : "A response needs a 'result' or an 'error' with 'code' and 'message'.";
    }

    private static bool IsId(JsonElement id) =>
        id.ValueKind is JsonValueKind.String or JsonValueKind.Null || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));
}
