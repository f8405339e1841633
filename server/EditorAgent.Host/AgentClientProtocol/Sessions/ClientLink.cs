using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>One session's way to ask its client. Made before the session, which it learns when that is open.</summary>
internal sealed class ClientLink(AcpJsonRpc rpc, ClientProfile client, SessionUpdateQueue updates)
{
    private Session? session;

    public ClientProfile Client => client;

    public string SessionId => this.session?.Id.Value ?? throw new InvalidOperationException("The session is not open yet.");

    public void Attach(Session opened) => this.session = opened;

    /// <summary>Returns when the client has been sent everything that has happened so far: what it is asked next, it can place.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await this.session!.FlushAsync(cancellationToken);
        await updates.DrainAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Something that only this client is shown, and that no journal keeps.</summary>
    public void Post(SessionUpdate update) => updates.Post(update);

    /// <summary>
    /// Ends with <paramref name="cancellationToken"/> at once, whether the client reacts or not; the client is told, and a late answer
    /// is absorbed. Null where the client answers null, as some do for results without members.
    /// </summary>
    public Task<TResult?> AskAsync<TResult>(string method, object parameters, CancellationToken cancellationToken)
        where TResult : class =>
        rpc.InvokeWithParameterObjectAsync<TResult?>(method, parameters, cancellationToken).WaitAsync(cancellationToken);
}
