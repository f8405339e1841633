using System.Globalization;
using System.Text;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.History;

/// <summary>Answers what clients ask about sessions, open or not.</summary>
internal sealed class HistoryRequests(AgentComposition composition, AcpSessions sessions)
{
    private const int UsualLimit = 50;
    private const int HighestLimit = 200;
    private const string Markdown = "markdown";

    public async Task<SearchSessionsResult> SearchAsync(SearchSessionsParams wanted, CancellationToken cancellationToken)
    {
        await composition.Secrets.LearnAsync((await composition.Store.ListAsync(wanted.Cwd, cancellationToken)).Select(session => session.WorkingDirectory), cancellationToken);
        var limit = Math.Clamp(wanted.Limit ?? UsualLimit, 1, HighestLimit);
        var findings = await composition.Store.SearchAsync(wanted.Query, wanted.Cwd, session => session.IsArchived == (wanted.Archived ?? false), limit, cancellationToken);
        return new SearchSessionsResult
        {
            Sessions = [.. findings.Found.Select(found => new FoundSession
            {
                SessionId = found.Session.Id.Value,
                Title = found.Session.Title,
                Cwd = found.Session.WorkingDirectory,
                UpdatedAt = found.Session.UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
                Turns = found.Turns,
                Snippet = found.Snippet,
            })],
            IsPartial = findings.IsPartial,
        };
    }

    public async Task<ForkSessionResult> ForkAsync(ForkSessionParams wanted, CancellationToken cancellationToken)
    {
        var id = AcpSessions.Parse(wanted.SessionId);
        await this.FlushAsync(wanted.SessionId, cancellationToken);
        var copy = await composition.Store.ForkAsync(id, wanted.TurnId is { } turn ? new TurnId(turn) : null, cancellationToken)
            ?? throw AcpErrors.InvalidParams($"There is no turn '{wanted.TurnId}' in this session.");
        return new ForkSessionResult { SessionId = copy.Value };
    }

    public async Task<ExportSessionResult> ExportAsync(ExportSessionParams wanted, CancellationToken cancellationToken)
    {
        if (wanted.Format != Markdown)
        {
            throw AcpErrors.InvalidParams($"There is no format '{wanted.Format}'. Formats: {Markdown}.");
        }

        var id = AcpSessions.Parse(wanted.SessionId);
        await composition.Secrets.LearnAsync([composition.Store.WorkingDirectoryOf(id)], cancellationToken);
        await this.FlushAsync(wanted.SessionId, cancellationToken);
        var text = await Task.Run(() => composition.Store.Describe(id), cancellationToken);
        return new ExportSessionResult { Text = text, SuggestedName = NameFor(text, id) };
    }

    public async Task<RenameSessionResult> RenameAsync(RenameSessionParams wanted, CancellationToken cancellationToken)
    {
        var id = AcpSessions.Parse(wanted.SessionId);
        var title = SessionTitle.Of(wanted.Title) ?? throw AcpErrors.InvalidParams("The title is empty.");
        if (sessions.Find(wanted.SessionId) is { } open)
        {
            open.Agent.Session.Append(new SessionEvent.TitleChanged(title));
            await open.Agent.Session.FlushAsync(cancellationToken);
        }
        else
        {
            await composition.Store.RenameAsync(id, title, cancellationToken);
        }

        return new RenameSessionResult { Title = title };
    }

    public async Task<ArchiveSessionResult> ArchiveAsync(ArchiveSessionParams wanted, CancellationToken cancellationToken)
    {
        var id = AcpSessions.Parse(wanted.SessionId);
        if (sessions.Find(wanted.SessionId) is { } open)
        {
            open.Agent.Session.Append(new SessionEvent.ArchiveChanged(wanted.Archived));
            await open.Agent.Session.FlushAsync(cancellationToken);
        }
        else
        {
            await (wanted.Archived ? composition.Store.ArchiveAsync(id, cancellationToken) : composition.Store.UnarchiveAsync(id, cancellationToken));
        }

        return new ArchiveSessionResult();
    }

    /// <summary>What a session that is open here has said so far is in its journal afterwards.</summary>
    private ValueTask FlushAsync(string id, CancellationToken cancellationToken) =>
        sessions.Find(id)?.Agent.Session.FlushAsync(cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>Of the document's title, because that is masked already.</summary>
    private static string NameFor(string document, SessionId id)
    {
        const int Longest = 60;
        var title = document.AsSpan(0, Math.Max(0, document.IndexOf('\n', StringComparison.Ordinal)));
        var name = new StringBuilder();
        foreach (var character in title)
        {
            if (char.IsAsciiLetterOrDigit(character) || (character > '\u007f' && char.IsLetter(character) && !char.IsSurrogate(character)))
            {
                name.Append(char.ToLowerInvariant(character));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }

            if (name.Length == Longest)
            {
                break;
            }
        }

        var slug = name.ToString().Trim('-');
        return $"{(slug.Length > 0 ? slug : id.Value)}.md";
    }
}
