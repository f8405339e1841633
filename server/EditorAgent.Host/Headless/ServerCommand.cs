using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>A prompt of an MCP server, typed as <c>/server:name</c>. Nothing of MCP is loaded for any other prompt.</summary>
internal static class ServerCommand
{
    public static bool MayBe(string prompt) => prompt.AsSpan().TrimStart().StartsWith("/") && prompt.Contains(':', StringComparison.Ordinal);

    /// <returns>What it stands for; null when it is no server's.</returns>
    /// <exception cref="UserFacingException">The server has no such prompt, or it cannot be had.</exception>
    public static async Task<ImmutableArray<ContentPart>?> ReadAsync(AgentSession agent, string prompt, CancellationToken cancellationToken)
    {
        var late = agent.Late switch { LateServers servers => servers, JoinedLateTools { First: LateServers joined } => joined, _ => null };
        late?.Look();
        if (late?.Current is not { } made || await made.Servers.ExpandFirstAsync(prompt, cancellationToken) is not { } command)
        {
            return null;
        }

        return command.Problem is { } problem ? throw new UserFacingException(ExitCode.Usage, $"{problem} Nothing was started.") : command.Content;
    }
}
