using System.Globalization;
using EditorAgent.Core.Sessions;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary><c>session/list</c>: newest first, in pages; the cursor is the last id of the page before.</summary>
internal static class ListSessionsRequest
{
    public const int PageSize = 50;

    public static async Task<ListSessionsResult> AnswerAsync(SessionStore store, ListSessionsParams? request, CancellationToken cancellationToken)
    {
        List<SessionSummary> all = [.. (await store.ListAsync(request?.Cwd, cancellationToken)).Where(session => !session.IsArchived)];
        var start = request?.Cursor is { } cursor ? IndexBehind(all, cursor) : 0;
        var page = all.Skip(start).Take(PageSize).ToList();
        return new ListSessionsResult
        {
            Sessions = [.. page.Select(session => new ListedSession
            {
                SessionId = session.Id.Value,
                Cwd = session.WorkingDirectory,
                Title = session.Title,
                UpdatedAt = session.UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
            })],
            NextCursor = start + page.Count < all.Count ? page[^1].Id.Value : null,
        };
    }

    private static int IndexBehind(IReadOnlyList<SessionSummary> all, string cursor)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Id.Value == cursor)
            {
                return i + 1;
            }
        }

        throw Expired();
    }

    private static StreamJsonRpc.LocalRpcException Expired() =>
        AcpErrors.InvalidParams("This cursor is not valid (any more); list again without a cursor.");
}
