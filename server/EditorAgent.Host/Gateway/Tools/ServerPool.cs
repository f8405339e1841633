using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>
/// Connections to servers. One response has a connection to itself; when it ends the connection waits a short while for the next one with the same address,
/// headers and authorization, of which only a hash is kept.
/// </summary>
internal sealed class ServerPool(AddressGuard guard, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int MostIdle = 32;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<Idle> idle = [];
    private readonly HashSet<Task> ending = [];
    private ITimer? sweeper;
    private bool isDisposed;

    /// <exception cref="ServerException">It cannot be reached, or may not be.</exception>
    public async Task<Rented> RentAsync(McpEntry server, CancellationToken cancellationToken)
    {
        var key = KeyOf(server);
        while (this.TakeIdle(key) is { } waiting)
        {
            if (!waiting.Ended.IsCompleted)
            {
                return new Rented(this, key, waiting);
            }

            await waiting.DisposeAsync();
        }

        return new Rented(this, key, await this.ConnectAsync(server, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Task[] rest;
        lock (this.gate)
        {
            this.isDisposed = true;
            this.sweeper?.Dispose();
            rest = [.. this.ending, .. this.idle.Select(waiting => waiting.Connection.DisposeAsync().AsTask())];
            this.idle.Clear();
        }

        await Task.WhenAll(rest);
    }

    private async Task<ServerConnection> ConnectAsync(McpEntry server, CancellationToken cancellationToken)
    {
        var network = new GuardedNetwork(guard);
        var headers = server.Authorization is { } token ? server.Headers.SetItem("Authorization", $"Bearer {token}") : server.Headers;
        var endpoint = new ServerEndpoint
        {
            Name = server.Label,
            Transport = McpTransport.Http,
            Url = server.Url,
            Headers = headers,
            Authorization = new EndpointAuthorization(null, network.Around),
            ConnectLimit = ConnectLimit,
        };
        try
        {
            return await ServerConnection.ConnectAsync(endpoint, new ServerQuestions(), new ServerEvents(), time, logger, cancellationToken);
        }
        catch (ServerException exception) when (network.Refusal is { } refusal)
        {
            throw new ServerException(ServerFailureKind.Unreachable, refusal, exception);
        }
    }

    private ServerConnection? TakeIdle(string key)
    {
        lock (this.gate)
        {
            var index = this.idle.FindLastIndex(waiting => waiting.Key == key);
            if (index < 0)
            {
                return null;
            }

            var connection = this.idle[index].Connection;
            this.idle.RemoveAt(index);
            return connection;
        }
    }

    private async ValueTask ReturnAsync(string key, ServerConnection connection)
    {
        var isKept = false;
        lock (this.gate)
        {
            if (!this.isDisposed && !connection.Ended.IsCompleted && this.idle.Count < MostIdle)
            {
                this.idle.Add(new Idle(key, connection, time.GetTimestamp()));
                this.sweeper ??= time.CreateTimer(static pool => ((ServerPool)pool!).Sweep(), this, IdleLimit, IdleLimit);
                isKept = true;
            }
        }

        if (!isKept)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>What has waited too long ends; the pool's own end waits for that.</summary>
    private void Sweep()
    {
        lock (this.gate)
        {
            this.ending.RemoveWhere(task => task.IsCompletedSuccessfully);
            foreach (var waiting in this.idle.Where(waiting => time.GetElapsedTime(waiting.Since) >= IdleLimit).ToList())
            {
                this.idle.Remove(waiting);
                this.ending.Add(waiting.Connection.DisposeAsync().AsTask());
            }
        }
    }

    private static string KeyOf(McpEntry server)
    {
        var text = new StringBuilder().Append(server.Url.AbsoluteUri).Append('\n').Append(server.Label).Append('\n').Append(server.Authorization);
        foreach (var (name, value) in server.Headers)
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A connection that one response has to itself.</summary>
    internal sealed class Rented(ServerPool pool, string key, ServerConnection connection) : IAsyncDisposable
    {
        public ServerConnection Connection { get; } = connection;

        public ValueTask DisposeAsync() => pool.ReturnAsync(key, this.Connection);
    }

    private sealed record Idle(string Key, ServerConnection Connection, long Since);
}
