using System.Collections.Immutable;
using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Core.Models;
using EditorAgent.Host.AgentClientProtocol.Mentions;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Protocol.Content;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>What of a prompt has to be looked up: commands, files and resources that it links to.</summary>
internal static class PromptResolution
{
    /// <returns>Null for a prompt that goes its plain way.</returns>
    public static PromptResolver? For(AcpSession session, IReadOnlyList<ContentBlock> prompt)
    {
        var files = session.Agent.Attachments is { } attachments && FilesOf(prompt) is { Length: > 0 } links ? Reading(attachments, links) : null;
        var servers = session.Mcp is { } mcp && ServerPrompts.Concerns(prompt) ? Asking(mcp.Servers, prompt) : null;
        var whole = session.Agent.References is { } references && WholeOf(prompt) is { Length: > 0 } named ? Looking(references, named) : null;
        PromptResolver? commands = SlashCommands.MayBegin(prompt) ? session.Agent.ExpandAsync : null;
        PromptResolver?[] resolvers = [commands, servers, files, whole];
        return resolvers.OfType<PromptResolver>().Aggregate((PromptResolver?)null, (first, next) => first is null ? next : async (parts, token) => await next(await first(parts, token), token));
    }

    private static ImmutableArray<PromptReference> WholeOf(IReadOnlyList<ContentBlock> prompt) =>
        [.. prompt.OfType<ContentBlock.ResourceLink>().Select(link => WorkspaceMentions.At(link.Uri)).OfType<PromptReference>().Distinct()];

    private static PromptResolver Looking(PromptReferences references, ImmutableArray<PromptReference> named) =>
        async (parts, token) => [.. parts, .. await references.ResolveAsync(named, token)];

    private static ImmutableArray<string> FilesOf(IReadOnlyList<ContentBlock> prompt) =>
        [.. prompt.OfType<ContentBlock.ResourceLink>().Select(link => link.Uri).Where(uri => uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))];

    private static PromptResolver Reading(FileAttachments attachments, ImmutableArray<string> links) =>
        async (parts, token) => [.. parts, .. await attachments.ReadAsync(links, token)];

    private static PromptResolver Asking(Mcp.Tools.SessionServers servers, IReadOnlyList<ContentBlock> prompt) =>
        (parts, token) => ServerPrompts.ResolveAsync(servers, prompt, parts, token);
}
