using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Files;
using EditorAgent.Host.AgentClientProtocol.Permissions;
using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Sessions;
using EditorAgent.Protocol.Updates;
using Microsoft.Extensions.Logging;
using HandedServer = EditorAgent.Protocol.McpServers.McpServer;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>
/// <c>session/new</c>, <c>load</c> and <c>resume</c>. The client hears of a session only what belongs before the answer (the replay of
/// load) until it has the answer; then it hears everything.
/// </summary>
internal sealed class OpenSessionRequests(AcpJsonRpc rpc, AgentComposition composition, AcpSessions sessions, TimeProvider time, ILogger logger)
{
    public async Task<NewSessionResult> NewAsync(ClientProfile client, NewSessionParams request, CancellationToken cancellationToken)
    {
        var place = SessionPlace.Of(request.Cwd, request.AdditionalDirectories);
        var draft = this.Draft(client, place, request.McpServers);
        var agent = await composition.CreateSessionAsync(draft.Request, cancellationToken);
        var session = this.Take(agent, draft);
        var result = new NewSessionResult
        {
            SessionId = session.Id,
            Modes = session.Settings.Modes(),
            ConfigOptions = session.Settings.ConfigOptions(),
            Models = session.Settings.Models(),
        };
        this.GreetAfter(result, session, client);
        return result;
    }

    public async Task<LoadSessionResult> LoadAsync(ClientProfile client, LoadSessionParams request, CancellationToken cancellationToken)
    {
        var (session, draft) = await this.OpenAsync(client, request.SessionId, SessionPlace.Of(request.Cwd, request.AdditionalDirectories), request.McpServers ?? [], cancellationToken);
        await this.ReplayAsync(session, client, cancellationToken);
        var result = new LoadSessionResult
        {
            Modes = session.Settings.Modes(),
            ConfigOptions = session.Settings.ConfigOptions(),
            Models = session.Settings.Models(),
        };
        this.GreetAfter(result, session, client);
        return result;
    }

    public async Task<ResumeSessionResult> ResumeAsync(ClientProfile client, ResumeSessionParams request, CancellationToken cancellationToken)
    {
        var (session, _) = await this.OpenAsync(client, request.SessionId, SessionPlace.Of(request.Cwd, request.AdditionalDirectories), request.McpServers ?? [], cancellationToken);
        var result = new ResumeSessionResult
        {
            Modes = session.Settings.Modes(),
            ConfigOptions = session.Settings.ConfigOptions(),
            Models = session.Settings.Models(),
        };
        this.GreetAfter(result, session, client);
        return result;
    }

    private async Task<(AcpSession Session, SessionDraft Draft)> OpenAsync(
        ClientProfile client, string id, SessionPlace place, IReadOnlyList<HandedServer> servers, CancellationToken cancellationToken)
    {
        var known = AcpSessions.Parse(id);
        var draft = this.Draft(client, place, servers);
        await sessions.CloseAsync(id);
        var agent = await composition.OpenSessionAsync(known, draft.Request, cancellationToken);
        return (this.Take(agent, draft), draft);
    }

    /// <summary>Everything a session needs before it exists. Nothing is opened when no model could be used.</summary>
    private SessionDraft Draft(ClientProfile client, SessionPlace place, IReadOnlyList<HandedServer> servers)
    {
        var configuration = composition.ConfigurationFor(place.WorkingDirectory);
        if (ModelSelection.From(configuration, null) is ModelSelection.NothingConfigured nothing)
        {
            throw AcpErrors.AuthenticationRequired(nothing.Message);
        }

        var updates = new SessionUpdateQueue(rpc, logger);
        var link = new ClientLink(rpc, client, updates);
        var request = new SessionRequest
        {
            WorkingDirectory = place.WorkingDirectory,
            AdditionalDirectories = place.AdditionalDirectories,
            Prompt = new AcpPermissionPrompt(link, logger),
            IsRestricted = client.IsRestricted,
            GivenServers = servers.Count > 0 ? workspace => ClientServers.Of(servers, workspace) : null,
            Forms = client.ShowsForms || client.ShowsAddresses ? () => new AcpFormClient(link, logger) : null,
            Questions = client.ShowsForms ? new AcpUserQuestions(link, logger) : null,
            FilesOver = client.ReadsTextFiles || client.WritesTextFiles ? (_, disk) => new ClientWorkspaceFiles(disk, link, time, logger) : null,
        };
        return new SessionDraft(request, link, updates, configuration, client);
    }

    private AcpSession Take(AgentSession agent, SessionDraft draft)
    {
        draft.Link.Attach(agent.Session);
        var settings = new SessionSettings(agent, composition, draft.Configuration, draft.Client);
        var cost = new SessionCost(agent.Session.State.TotalUsage, settings.PriceOf);
        var mapper = new SessionUpdateMapper(draft.Client, settings, draft.Updates.Post, cost);
        var session = new AcpSession(agent, settings, draft.Link, draft.Updates, mapper, time, logger) { Cost = cost };
        sessions.Add(session);
        return session;
    }

    /// <summary>Sent straight to the client, past the session's own queue, which opens only behind the answer.</summary>
    private async Task ReplayAsync(AcpSession session, ClientProfile client, CancellationToken cancellationToken)
    {
        await using var replay = new SessionUpdateQueue(rpc, logger);
        replay.Open(session.Id);
        var mapper = new SessionUpdateMapper(client, session.Settings, replay.Post);
        foreach (var happened in session.Agent.Session.ReadHistory())
        {
            mapper.Replay(happened);
        }

        await replay.DrainAsync().WaitAsync(cancellationToken);
    }

    private void GreetAfter(object result, AcpSession session, ClientProfile client) => rpc.AfterResponse(result, () =>
    {
        var state = session.Agent.Session.State;
        if ((state.LastUsage?.Total ?? state.Compaction?.After) is { } used)
        {
            session.Updates.Post(new SessionUpdate.UsageUpdate { Used = (ulong)used, Size = (ulong)session.Agent.Model.ContextWindow, Cost = session.Cost?.Now });
        }

        session.Commands.Greet();
        session.Updates.Open(session.Id);
        session.Tell(client, rpc);
    });
}
