using System.Collections.Immutable;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>A server's list, or why there is none.</summary>
internal sealed record ToolListing(ImmutableArray<ListedTool> Tools, ServerException? Failure)
{
    public static async Task<ToolListing> OfAsync(ServerSet servers, McpEntry server, CancellationToken cancellationToken)
    {
        try
        {
            return new ToolListing(await servers.ListAsync(server, cancellationToken), null);
        }
        catch (ServerException exception)
        {
            return new ToolListing([], exception);
        }
    }

    /// <summary>As the API says it.</summary>
    public static ApiProblem ProblemOf(McpEntry server, ServerException failure) =>
        new(424, "external_connector_error", $"Error retrieving tool list from MCP server: '{server.Label}'. {failure.Message}", "tools", "http_error");
}
