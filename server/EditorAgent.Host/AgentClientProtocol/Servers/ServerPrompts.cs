using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol.Content;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>What a user sends that concerns MCP servers: a command of one, resources of theirs.</summary>
internal static class ServerPrompts
{
    /// <summary>Whether there is anything to look up; without it a prompt goes its plain way.</summary>
    public static bool Concerns(IReadOnlyList<ContentBlock> prompt) =>
        prompt.Any(block => block is ContentBlock.ResourceLink || (block is ContentBlock.Text text && (text.Value.AsSpan().TrimStart().StartsWith("/") || text.Value.Contains('@', StringComparison.Ordinal))));

    /// <param name="servers">Of the session.</param>
    /// <param name="prompt">As it was sent.</param>
    /// <param name="parts">The same as the model would see it.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <exception cref="StreamJsonRpc.LocalRpcException">A command cannot be run.</exception>
    public static async Task<ImmutableArray<ContentPart>> ResolveAsync(
        SessionServers servers, IReadOnlyList<ContentBlock> prompt, ImmutableArray<ContentPart> parts, CancellationToken cancellationToken)
    {
        if (prompt is [ContentBlock.Text typed, ..] && await servers.ExpandAsync(typed.Value, cancellationToken) is { } expansion)
        {
            return expansion.Problem is { } problem ? throw AcpErrors.InvalidParams(problem) : [.. expansion.Content, .. parts[1..]];
        }

        var text = string.Join('\n', prompt.OfType<ContentBlock.Text>().Select(block => block.Value));
        return [.. parts, .. await servers.AttachAsync(text, [.. prompt.OfType<ContentBlock.ResourceLink>().Select(link => link.Uri)], cancellationToken)];
    }
}
