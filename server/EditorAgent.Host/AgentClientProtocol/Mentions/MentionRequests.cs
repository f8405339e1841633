using EditorAgent.Core.Permissions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>Answers what a user may mean by the letters behind an @.</summary>
internal static class MentionRequests
{
    private const int UsualLimit = 50;
    private const int HighestLimit = 200;
    private const int LongestQuery = 200;

    public static async Task<FindMentionsResult> FindAsync(AcpSession session, FindMentionsParams wanted, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = wanted.Query.Trim().TrimStart('@');
        if (query.Length > LongestQuery)
        {
            return new FindMentionsResult { Items = [], IsPartial = false };
        }

        var limit = Math.Clamp(wanted.Limit ?? UsualLimit, 1, HighestLimit);
        var kinds = wanted.Kinds is { Count: > 0 } some ? some : Enum.GetValues<MentionKind>();
        var files = new FileMentions(session.Workspace, new WithheldFiles(session.Agent.Permissions, session.Workspace, "read"));
        var found = await Task.WhenAll(kinds.Distinct().Select(kind => FindAsync(session, files, kind, query, limit, time, cancellationToken)));
        var all = found.SelectMany(one => one.Mentions)
            .OrderByDescending(mention => mention.Score)
            .ThenBy(mention => mention.Mention.Label.Length)
            .ThenBy(mention => mention.Mention.Insert, StringComparer.Ordinal)
            .ToList();
        return new FindMentionsResult
        {
            Items = [.. all.Take(limit).Select(mention => mention.Mention)],
            IsPartial = all.Count > limit || found.Any(one => one.IsPartial),
        };
    }

    private static async Task<FoundMentions> FindAsync(
        AcpSession session, FileMentions files, MentionKind kind, string query, int limit, TimeProvider time, CancellationToken cancellationToken) => kind switch
    {
        MentionKind.File or MentionKind.Folder => await FindFilesAsync(session, files, kind, query, limit, cancellationToken),
        MentionKind.Symbol when session.Agent.Code is { } code && query.Length > 0 => await SymbolMentions.FindAsync(code, session.Workspace, files, query, limit, time, cancellationToken),
        MentionKind.Resource => WorkspaceMentions.FindChanges(query, session.Mcp is { } mcp ? await ResourceMentions.FindAsync(mcp.Servers, query, time, cancellationToken) : FoundMentions.None),

        // Single problems are the editor's to list: it has those of every language, and of text that is not saved.
        MentionKind.Problem when session.Agent.Code is not null => WorkspaceMentions.FindProblems(query),
        _ => FoundMentions.None,
    };

    private static async Task<FoundMentions> FindFilesAsync(AcpSession session, FileMentions files, MentionKind kind, string query, int limit, CancellationToken cancellationToken)
    {
        var listing = await session.FileNames.ListAsync(cancellationToken);
        return await Task.Run(() => files.Find(listing, query, kind, limit + 1), cancellationToken);
    }
}
