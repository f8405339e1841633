using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>Resources of MCP servers that are connected; none is started.</summary>
internal static class ResourceMentions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<FoundMentions> FindAsync(SessionServers servers, string query, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var listed = await servers.ListConnectedResourcesAsync(either.Token).WaitAsync(either.Token);
            var found = new List<ScoredMention>();
            foreach (var (server, resource) in listed)
            {
                if (ScoreOf(resource.Title ?? resource.Name, resource.Uri, query) is { } score)
                {
                    found.Add(new ScoredMention(score, MentionOf(server, resource.Uri, resource.Title ?? resource.Name, resource.Description)));
                }
            }

            return new FoundMentions(found, IsPartial: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FoundMentions([], IsPartial: true);
        }
    }

    private static int? ScoreOf(string name, string address, string query) => FuzzyMatch.Score(name, query) ?? FuzzyMatch.Score(address, query);

    private static Mention MentionOf(string server, string address, string name, string description) => new()
    {
        Kind = MentionKind.Resource,
        Label = CanonicalText.Line(name, 200).Text,
        Detail = CanonicalText.Line($"{server}  {(description.Length > 0 ? description : address)}", 300).Text,
        Uri = address,
        Insert = address.Any(char.IsWhiteSpace) ? "@" + name : $"@{server}:{address}",
    };
}
