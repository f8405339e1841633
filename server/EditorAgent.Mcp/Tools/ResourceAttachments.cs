using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Resources of servers that the user attaches to a message: by <c>@server:uri</c> in the text, or by a link whose address a server lists.</summary>
internal sealed class ResourceAttachments(IServers servers)
{
    private const int MostAttached = 10;
    private const int MostCharacters = 100_000;

    /// <param name="text">What the user typed.</param>
    /// <param name="links">Addresses that the client sent as links.</param>
    /// <param name="cancellationToken">Cancels the prompt.</param>
    /// <returns>What goes to the model beside the user's words; a resource that cannot be read is said to be so.</returns>
    public async Task<ImmutableArray<ContentPart>> ReadAsync(string text, IReadOnlyCollection<string> links, CancellationToken cancellationToken)
    {
        var wanted = this.Mentioned(text);
        if (links.Any(IsForeign))
        {
            var listed = await servers.ListResourcesAsync(cancellationToken);
            wanted.AddRange(links.Where(IsForeign).SelectMany(link => listed.Where(entry => entry.Resource.Uri == link).Take(1).Select(entry => (entry.Server, link))));
        }

        var content = ImmutableArray.CreateBuilder<ContentPart>();
        foreach (var (server, uri) in wanted.Distinct().Take(MostAttached))
        {
            var source = ServerText.Line($"@{server}:{uri}", 200);
            content.AddRange((await this.ReadAsync(server, uri, cancellationToken)).Select(part => part with { Outside = source }));
        }

        return content.DrainToImmutable();
    }

    private async Task<ImmutableArray<ContentPart>> ReadAsync(string server, string uri, CancellationToken cancellationToken)
    {
        try
        {
            var contents = await servers.ReadResourceAsync(server, uri, new CallOptions(), cancellationToken);

            // What it is stands above the fence; again it is said only where there are several.
            ImmutableArray<ContentPart> parts = contents is [{ Text: { Length: > 0 } only }] ? [new ContentPart.Text(only)] : ReadResourceTool.PartsOf(contents);
            return [.. parts.Select(part => part is ContentPart.Text text ? new ContentPart.Text(Fenced(server, uri, text.Value)) : part)];
        }
        catch (ServerException failed)
        {
            return [new ContentPart.Text($"The resource {uri} of the MCP server {server}, attached by the user, could not be read: {ServerText.Line(failed.Message, 500)}")];
        }
    }

    private static string Fenced(string server, string uri, string text)
    {
        var shown = text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}\n[{text.Length - MostCharacters} more characters left out]";
        return $"Attached by the user: the resource {ServerText.Line(uri, 500)} of the MCP server {server}.\n{ToolText.Fenced(Guid.NewGuid().ToString("N"), TextOrigin.Outside, shown)}";
    }

    private List<(string Server, string Uri)> Mentioned(string text)
    {
        var found = new List<(string, string)>();
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return found;
        }

        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            if (word.StartsWith('@') && colon > 1 && colon < word.Length - 1 && servers.All.Any(status => status.Name == word[1..colon]))
            {
                found.Add((word[1..colon], word[(colon + 1)..].TrimEnd('.', ',', ';', '!', '?', ')')));
            }
        }

        return found;
    }

    /// <summary>Files are the client's and the workspace's own.</summary>
    private static bool IsForeign(string link) => !link.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && link.Contains(':', StringComparison.Ordinal);
}
