using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>A way to one server and back, for messages. It belongs to one connection and is not used again.</summary>
internal interface IServerLink : IAsyncDisposable
{
    /// <summary>Starts the program, or prepares to reach the address.</summary>
    /// <exception cref="ServerException">It cannot be.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    string? SessionId { get; }

    ImmutableArray<string> ErrorTail { get; }

    /// <summary>Whether a message is answered on the way it was sent: giving the sending up then ends it.</summary>
    bool AnswersOnTheWay { get; }

    /// <summary>Whether a message needs nothing beside itself: no headers, and no one who reads its answer where it was sent.</summary>
    bool IsPlain { get; }

    /// <summary>Whether the server does not let us in: what went wrong then is a login.</summary>
    bool TurnedAway { get; }

    Task SendAsync(JsonRpcMessage message, CancellationToken cancellationToken);

    /// <summary>Hands over what comes, one after the other, until the link is over.</summary>
    /// <param name="inbox">Where it goes.</param>
    /// <returns>Why it is over.</returns>
    Task<ServerException> ReadAsync(IServerInbox inbox);
}
