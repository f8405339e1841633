using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EditorAgent.Host.McpServer.Offering;
using EditorAgent.Host.McpServer.Protocol;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>What a request of 2026-07-28 has to carry over HTTP: its metadata, and headers that say the same as its body.</summary>
internal static class StatelessRequestCheck
{
    /// <summary>Where the name is that <c>Mcp-Name</c> repeats.</summary>
    private static readonly ImmutableDictionary<string, string> Names = ImmutableDictionary.CreateRange<string, string>(
    [
        new("tools/call", "name"), new("prompts/get", "name"), new("resources/read", "uri"),
        new("tasks/get", "taskId"), new("tasks/update", "taskId"), new("tasks/cancel", "taskId"),
    ]);

    private static readonly ImmutableHashSet<string> Removed = ["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"];

    /// <returns>Why it is refused, or null.</returns>
    public static RequestRefusal? Of(JsonRpcRequest request, IHeaderDictionary headers, Offer offer) =>
        Version(request, headers) ?? Method(request, headers) ?? Name(request, headers) ?? Arguments(request, headers, offer);

    private static RequestRefusal? Version(JsonRpcRequest request, IHeaderDictionary headers)
    {
        var meta = request.Params is JsonObject parameters ? parameters["_meta"] as JsonObject : null;
        var said = TextOf(meta?[MetaKeys.ProtocolVersion]);
        var header = HeaderValue.Read(headers["MCP-Protocol-Version"]);
        if (header is null)
        {
            return RequestRefusal.HeaderMismatch("The MCP-Protocol-Version header is missing.");
        }

        if (said is null)
        {
            return header == Revision.Stateless
                ? RequestRefusal.InvalidParams($"_meta lacks {MetaKeys.ProtocolVersion}.")
                : RequestRefusal.Unsupported(header, $"MCP-Protocol-Version {header} is not served.", [.. Revision.WithSessions, Revision.Stateless]);
        }

        if (said != header)
        {
            return RequestRefusal.HeaderMismatch("MCP-Protocol-Version is not the version in _meta.");
        }

        if (said != Revision.Stateless)
        {
            return RequestRefusal.Unsupported(said, $"Version {said} is not served this way.", [Revision.Stateless]);
        }

        return meta![MetaKeys.ClientCapabilities] is JsonObject ? null : RequestRefusal.InvalidParams($"_meta lacks {MetaKeys.ClientCapabilities}.");
    }

    private static RequestRefusal? Method(JsonRpcRequest request, IHeaderDictionary headers)
    {
        if (HeaderValue.Read(headers["Mcp-Method"]) != request.Method)
        {
            return RequestRefusal.HeaderMismatch("Mcp-Method is missing or is not the method of the body.");
        }

        return Removed.Contains(request.Method)
            ? new RequestRefusal(StatusCodes.Status404NotFound, (int)McpErrorCode.MethodNotFound, $"{request.Method} does not exist in {Revision.Stateless}.")
            : null;
    }

    private static RequestRefusal? Name(JsonRpcRequest request, IHeaderDictionary headers)
    {
        if (!Names.TryGetValue(request.Method, out var member))
        {
            return null;
        }

        return TextOf((request.Params as JsonObject)?[member]) is { } name && HeaderValue.Read(headers["Mcp-Name"]) != name
            ? RequestRefusal.HeaderMismatch($"Mcp-Name is missing or is not the {member} of the body.")
            : null;
    }

    private static RequestRefusal? Arguments(JsonRpcRequest request, IHeaderDictionary headers, Offer offer)
    {
        return request.Method == RequestMethods.ToolsCall && request.Params is JsonObject parameters
            && offer.Find(TextOf(parameters["name"])) is { } tool
            && ParameterHeaders.Check(headers, tool.Definition.InputSchema, parameters["arguments"]) is { } problem
            ? RequestRefusal.HeaderMismatch(problem)
            : null;
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
