using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// What a server is to tell by itself. Older servers tell of changed lists anyway and of a resource after one request; with the newest revision a
/// request stays open for each subscription, and is sent again when it breaks.
/// </summary>
internal sealed class Subscriptions(ConnectionParts parts, ServerIntroduction introduction, TimeProvider time)
{
    private static readonly CallOptions Brief = new() { IdleLimit = TimeSpan.FromSeconds(30), TotalLimit = TimeSpan.FromSeconds(30) };

    private readonly List<Listening> listenings = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private Task levelSet = Task.CompletedTask;

    /// <summary>Listens to what every connection listens to.</summary>
    public void Begin(ServerEvents events)
    {
        var can = parts.Client.ServerCapabilities;
        if (!parts.Requester.IsStateless)
        {
            this.levelSet = events.Said is not null && introduction.CanLog ? this.SetLevelAsync() : Task.CompletedTask;
            return;
        }

        var wanted = new JsonObject();
        Want(wanted, "toolsListChanged", can.Tools?.ListChanged);
        Want(wanted, "promptsListChanged", can.Prompts?.ListChanged);
        Want(wanted, "resourcesListChanged", can.Resources?.ListChanged);
        if (events.ListChanged is not null && wanted.Count > 0)
        {
            this.Listen(wanted);
        }
    }

    /// <exception cref="ServerException">The server refused.</exception>
    public async Task<IAsyncDisposable> AddAsync(string uri, CancellationToken cancellationToken)
    {
        parts.Notifications.Watched.AddOrUpdate(uri, 1, (_, count) => count + 1);
        try
        {
            if (parts.Requester.IsStateless)
            {
                var listening = this.Listen(new JsonObject { ["resourceSubscriptions"] = new JsonArray(uri) });
                await this.BegunAsync(listening, cancellationToken);
                return new Subscription(() => this.LeaveAsync(uri, listening));
            }

            await parts.Requester.SendAsync(RequestMethods.ResourcesSubscribe, new JsonObject { ["uri"] = uri }, Brief, cancellationToken);
            return new Subscription(() => this.UnsubscribeAsync(uri));
        }
        catch (Exception failure)
        {
            this.Forget(uri);
            throw failure is TimeoutException ? new ServerException(ServerFailureKind.TimedOut, "The server did not take the subscription up.", failure) { WasSent = true } : failure;
        }
    }

    public async Task EndAsync()
    {
        await this.closing.CancelAsync();
        Listening[] open;
        lock (this.gate)
        {
            open = [.. this.listenings];
        }

        foreach (var listening in open)
        {
            await listening.DisposeAsync();
        }

        await this.levelSet;
    }

    private static void Want(JsonObject wanted, string what, bool? isOffered)
    {
        if (isOffered is true)
        {
            wanted[what] = true;
        }
    }

    private Listening Listen(JsonObject wanted)
    {
        var listening = new Listening(parts.Requester, parts.Session.Ended, wanted, time, this.closing.Token);
        lock (this.gate)
        {
            this.listenings.Add(listening);
        }

        return listening;
    }

    private async Task BegunAsync(Listening listening, CancellationToken cancellationToken)
    {
        try
        {
            await listening.Begun.WaitAsync(Brief.TotalLimit, time, cancellationToken);
        }
        catch
        {
            await this.DropAsync(listening);
            throw;
        }
    }

    private Task LeaveAsync(string uri, Listening listening)
    {
        this.Forget(uri);
        return this.DropAsync(listening);
    }

    private async Task DropAsync(Listening listening)
    {
        lock (this.gate)
        {
            this.listenings.Remove(listening);
        }

        await listening.DisposeAsync();
    }

    private async Task UnsubscribeAsync(string uri)
    {
        if (this.Forget(uri) > 0)
        {
            return;
        }

        try
        {
            await parts.Requester.SendAsync(RequestMethods.ResourcesUnsubscribe, new JsonObject { ["uri"] = uri }, Brief, this.closing.Token);
        }
        catch (Exception failure) when (failure is ServerException or OperationCanceledException)
        {
            // What it still tells of the resource is not handed on.
        }
    }

    /// <returns>How often it is still subscribed to.</returns>
    private int Forget(string uri)
    {
        var left = parts.Notifications.Watched.AddOrUpdate(uri, 0, (_, count) => count - 1);
        if (left <= 0)
        {
            parts.Notifications.Watched.TryRemove(uri, out _);
        }

        return left;
    }

    private async Task SetLevelAsync()
    {
        try
        {
            await parts.Requester.SendAsync(RequestMethods.LoggingSetLevel, new JsonObject { ["level"] = "info" }, Brief, this.closing.Token);
        }
        catch (Exception failure) when (failure is ServerException or OperationCanceledException)
        {
            // It then tells what it likes.
        }
    }
}
