using System.Text.Json.Nodes;
using EditorAgent.Host.McpServer.Protocol;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>What an <c>initialize</c> must be before a session is opened for it.</summary>
internal static class HandshakeCheck
{
    /// <returns>Why it is refused, or null.</returns>
    public static RequestRefusal? Of(JsonRpcRequest handshake) =>
        RequestParameters.Problem(handshake) is { } problem ? RequestRefusal.InvalidParams(problem) : Version((JsonObject)handshake.Params!) ?? Meta((JsonObject)handshake.Params!);

    /// <summary>Who asks for an earlier version that nobody knows is offered one that we do; the later ones have no handshake.</summary>
    private static RequestRefusal? Version(JsonObject parameters)
    {
        var version = parameters["protocolVersion"]!.GetValue<string>();
        return string.CompareOrdinal(version, Revision.Stateless) < 0
            ? null
            : RequestRefusal.Unsupported(version, $"Version {version} is not served with initialize.", Revision.WithSessions);
    }

    private static RequestRefusal? Meta(JsonObject parameters) =>
        parameters["_meta"] is JsonObject meta && Revision.RequestKeys.FirstOrDefault(meta.ContainsKey) is { } key
            ? RequestRefusal.InvalidRequest(StatusCodes.Status400BadRequest, $"_meta/{key} belongs to requests of {Revision.Stateless}, which has no initialize.")
            : null;
}
