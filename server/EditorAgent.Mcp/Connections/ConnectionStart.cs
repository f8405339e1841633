using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>Reaches a server: as it was spoken to the last time; if that fails, from the beginning; if that kills it, as an older one.</summary>
internal sealed class ConnectionStart(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, TimeProvider time)
{
    public const string Stateless = "2026-07-28";

    /// <summary>A server that ignores what it does not know costs this once; the era is remembered.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(5);

    /// <summary>The SDK's own clock does not stand still, so that it must not be the one that counts.</summary>
    private static readonly TimeSpan LongerThanAnyLogin = TimeSpan.FromHours(1);

    /// <exception cref="ServerException">It could not be reached; nothing of it is left running.</exception>
    public async Task<ConnectionParts> ReachAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(endpoint.ConnectLimit, time);

        // A person who logs in takes minutes, and has a limit of their own; the server's begins anew when they are done.
        using var login = endpoint.Authorization.Logins?.Follow(isRunning => limit.CancelAfter(isRunning ? Timeout.InfiniteTimeSpan : endpoint.ConnectLimit));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await this.TryAllAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerException(ServerFailureKind.TimedOut, $"The server {endpoint.Name} was not ready after {endpoint.ConnectLimit.TotalSeconds:0.#} seconds.");
        }
    }

    private async Task<ConnectionParts> TryAllAsync(CancellationToken cancellationToken)
    {
        if (endpoint.KnownEra is not { } era)
        {
            return await this.ProbeAsync(cancellationToken);
        }

        try
        {
            return await this.TryAsync(endpoint, era.Revision != Stateless, Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (ServerException failure) when (IsWrongWay(failure))
        {
            return await this.ProbeAsync(cancellationToken);
        }
    }

    private async Task<ConnectionParts> ProbeAsync(CancellationToken cancellationToken)
    {
        var unknown = endpoint with { KnownEra = null };
        try
        {
            // Over HTTP a login may be part of the first request: nobody hurries it.
            return await this.TryAsync(unknown, isLegacy: false, endpoint.Authorization == EndpointAuthorization.None ? Probe : Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (ServerException failure) when (endpoint.Transport is McpTransport.Stdio && failure.Kind is ServerFailureKind.Ended)
        {
            return await this.TryAsync(unknown, isLegacy: true, Probe, cancellationToken);
        }
        catch (ServerException failure) when (endpoint.Transport is McpTransport.Stdio && failure.Kind is ServerFailureKind.Refused)
        {
            // It was only slow to start and does not understand the older handshake.
            return await this.TryAsync(unknown, isLegacy: false, Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>Whether another way of speaking could help.</summary>
    private static bool IsWrongWay(ServerException failure) =>
        failure.Kind is ServerFailureKind.Refused or ServerFailureKind.Unreadable or ServerFailureKind.Ended or ServerFailureKind.SessionLost;

    private async Task<ConnectionParts> TryAsync(ServerEndpoint target, bool isLegacy, TimeSpan probe, CancellationToken cancellationToken)
    {
        IServerLink link = target.Transport is McpTransport.Stdio ? new StdioLink(target.Name, target.Process!, time) : new HttpLink(target, time);
        var pending = new PendingRequests();
        var desk = new QuestionDesk(target.Name);
        var visits = new AddressVisits(desk);
        var notifications = new NotificationDesk(events, pending, visits);
        var incoming = new IncomingQuestions(desk, pending, questions, link);
        var session = new SessionTransport(link, pending, message => Hear(message, notifications, incoming), isLegacy);
        try
        {
            var client = await McpClient.CreateAsync(session, this.Options(probe), loggerFactory: null, cancellationToken);
            session.IsConnected = true;
            var requester = new Requester(target.Name, client, session, pending, desk, visits, notifications.Tasks, link, time);
            return new ConnectionParts(link, session, client, requester, notifications, incoming);
        }
        catch (Exception failure)
        {
            var reason = session.Ended.IsCompletedSuccessfully && failure is IOException ? await session.Ended : Failures.Of(failure, target.Name, link);
            await session.DisposeAsync();
            await incoming.EndAsync();
            if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            // Its last words say more than we can.
            throw link.ErrorTail.IsEmpty
                ? reason
                : new ServerException(reason.Kind, reason.Message, reason) { WasSent = reason.WasSent, Code = reason.Code, RetryAfter = reason.RetryAfter, ErrorTail = link.ErrorTail };
        }
    }

    private static void Hear(IncomingMessage message, NotificationDesk notifications, IncomingQuestions incoming)
    {
        if (message.Kind is IncomingKind.Question)
        {
            incoming.Begin(message);
        }
        else if (message.Method == NotificationMethods.CancelledNotification)
        {
            incoming.Cancel(IdOf(message));
        }
        else
        {
            notifications.Take(message.Method, message.Payload);
        }
    }

    private static RequestId IdOf(IncomingMessage cancelled)
    {
        try
        {
            return cancelled.Payload.Number("requestId") is { } number ? new RequestId(number) : cancelled.Payload.Text("requestId") is { } text ? new RequestId(text) : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    private McpClientOptions Options(TimeSpan probe) => new()
    {
        ClientInfo = SelfIntroduction.Own,
        Capabilities = Abilities.Of(questions),
        DiscoverProbeTimeout = probe,
        InitializationTimeout = endpoint.Authorization.Logins is null ? endpoint.ConnectLimit + Probe : LongerThanAnyLogin,
    };
}
