using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>A request that does not get as far as the protocol: an HTTP status with a JSON-RPC error under the request's id.</summary>
internal sealed record RequestRefusal(int Status, int Code, string Message)
{
    public JsonNode? Details { get; init; }

    public static RequestRefusal HeaderMismatch(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.HeaderMismatch, message);

    public static RequestRefusal InvalidParams(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidParams, message);

    /// <summary>An answer like any other of the method's own.</summary>
    public static RequestRefusal OfParameters(string message) => new(StatusCodes.Status200OK, (int)McpErrorCode.InvalidParams, message);

    public static RequestRefusal InvalidRequest(int status, string message) => new(status, (int)McpErrorCode.InvalidRequest, message);

    public static RequestRefusal Unsupported(string requested, string message, IEnumerable<string> supported) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.UnsupportedProtocolVersion, message)
    {
        Details = new JsonObject { ["supported"] = new JsonArray([.. supported.Select(one => JsonValue.Create(one))]), ["requested"] = requested },
    };

    public async Task AnswerAsync(HttpContext context, RequestId id)
    {
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id.Id switch { long number => JsonValue.Create(number), string text => JsonValue.Create(text), _ => null },
            ["error"] = new JsonObject { ["code"] = this.Code, ["message"] = this.Message },
        };
        if (this.Details is { } details)
        {
            body["error"]!["data"] = details;
        }

        context.Response.StatusCode = this.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
