using System.Collections.Immutable;
using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Core.Models;
using EditorAgent.Host.AgentClientProtocol.Mentions;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Protocol.Content;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>What of a prompt has to be looked up: commands, files and resources that it links to, what its words name with an @.</summary>
internal static class PromptResolution
{
    /// <returns>Null for a prompt that goes its plain way.</returns>
    public static PromptResolver? For(AcpSession session, IReadOnlyList<ContentBlock> prompt)
    {
        var files = session.Agent.Attachments is { } attachments && FilesOf(prompt) is { Length: > 0 } links ? Reading(attachments, links) : null;
        var servers = session.Mcp is { } mcp && ServerPrompts.Concerns(prompt) ? Asking(mcp.Servers, prompt) : null;
        var looked = session.Agent.References is { } references && NamedIn(session, references, prompt) is { Length: > 0 } named ? Looking(references, named) : null;
        PromptResolver? commands = SlashCommands.MayBegin(prompt) ? session.Agent.ExpandAsync : null;
        PromptResolver?[] resolvers = [commands, servers, files, looked];
        return resolvers.OfType<PromptResolver>().Aggregate((PromptResolver?)null, (first, next) => first is null ? next : async (parts, token) => await next(await first(parts, token), token));
    }

    private static ImmutableArray<PromptReference> NamedIn(AcpSession session, PromptReferences references, IReadOnlyList<ContentBlock> prompt)
    {
        var whole = prompt.OfType<ContentBlock.ResourceLink>().Select(link => WorkspaceMentions.At(link.Uri)).OfType<PromptReference>();
        var words = string.Join('\n', prompt.OfType<ContentBlock.Text>().Select(block => block.Value));
        return words.Contains('@', StringComparison.Ordinal)
            ? [.. whole.Concat(references.TypedIn(words, AddressesOf(prompt)).Where(reference => !IsOfServer(session, reference))).Distinct()]
            : [.. whole.Distinct()];
    }

    private static ImmutableArray<string> AddressesOf(IReadOnlyList<ContentBlock> prompt) =>
        [.. prompt.OfType<ContentBlock.ResourceLink>().Select(link => link.Uri), .. prompt.OfType<ContentBlock.Resource>().Select(block => block.Contents).Select(AddressOf).OfType<string>()];

    private static string? AddressOf(ResourceContents contents) => contents switch
    {
        ResourceContents.Text text => text.Uri,
        ResourceContents.Blob blob => blob.Uri,
        _ => null,
    };

    /// <summary><c>@server:uri</c> is read by the server.</summary>
    private static bool IsOfServer(AcpSession session, PromptReference reference) =>
        reference is PromptReference.File { Path: var name } && session.Mcp is { } mcp && mcp.Servers.All.Any(server => name.StartsWith($"{server.Name}:", StringComparison.Ordinal));

    private static PromptResolver Looking(PromptReferences references, ImmutableArray<PromptReference> named) =>
        async (parts, token) => [.. parts, .. await references.ResolveAsync(named, token)];

    private static ImmutableArray<string> FilesOf(IReadOnlyList<ContentBlock> prompt) =>
        [.. prompt.OfType<ContentBlock.ResourceLink>().Select(link => link.Uri).Where(uri => uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))];

    private static PromptResolver Reading(FileAttachments attachments, ImmutableArray<string> links) =>
        async (parts, token) => [.. parts, .. await attachments.ReadAsync(links, token)];

    private static PromptResolver Asking(Mcp.Tools.SessionServers servers, IReadOnlyList<ContentBlock> prompt) =>
        (parts, token) => ServerPrompts.ResolveAsync(servers, prompt, parts, token);
}
