using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using SdkServer = ModelContextProtocol.Server.McpServer;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>The revisions of the protocol that are served.</summary>
internal static class Revision
{
    /// <summary>The first in which every request stands for itself.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>Extension id of long-running calls.</summary>
    public const string TasksExtension = "io.modelcontextprotocol/tasks";

    /// <summary>What a client of streamable HTTP speaks that does not say so.</summary>
    public const string Unsaid = "2025-03-26";

    public static ImmutableArray<string> WithSessions { get; } = ["2024-11-05", Unsaid, "2025-06-18", "2025-11-25"];

    /// <summary>What a request that stands for itself says of its client in <c>_meta</c>; no other request may.</summary>
    public static ImmutableArray<string> RequestKeys { get; } = [MetaKeys.ProtocolVersion, MetaKeys.ClientInfo, MetaKeys.ClientCapabilities, MetaKeys.LogLevel];

    public static bool IsStateless(JsonRpcRequest request, SdkServer? server) =>
        (request.Context?.ProtocolVersion ?? server?.NegotiatedProtocolVersion) == Stateless;

    /// <summary>Whether this very request says that its client knows tasks.</summary>
    public static bool DeclaresTasks(JsonRpcRequest request) =>
        request.Params is JsonObject parameters
        && parameters["_meta"] is JsonObject meta
        && meta[MetaKeys.ClientCapabilities] is JsonObject capabilities
        && capabilities["extensions"] is JsonObject extensions
        && extensions.ContainsKey(TasksExtension);
}
