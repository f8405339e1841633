using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>What is asked of one server without any effect: prompts, resources, completion. Such a request is made again when it fails, also over a new connection.</summary>
internal sealed class ServerRequests(HubParts parts, ServerSupervisor server, CancellationToken stop) : IAsyncDisposable
{
    private const int MostTries = 3;
    private const string Resources = "resources";
    private const string Templates = "templates";

    private readonly KeptAnswers kept = new(parts.Time);
    private readonly Lock gate = new();
    private readonly Dictionary<string, ResourceSubscription> subscriptions = new(StringComparer.Ordinal);

    public Task<ImmutableArray<ServerResource>> ListResourcesAsync(CancellationToken cancellationToken) =>
        this.ListAsync(Resources, static (connection, token) => connection.ListResourcesAsync(token), cancellationToken);

    public Task<ImmutableArray<ServerResourceTemplate>> ListTemplatesAsync(CancellationToken cancellationToken) =>
        this.ListAsync(Templates, static (connection, token) => connection.ListResourceTemplatesAsync(token), cancellationToken);

    public Task<ImmutableArray<PromptText>> GetPromptAsync(string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) =>
        this.AskAsync((connection, token) => connection.GetPromptAsync(prompt, arguments, options, token), cancellationToken);

    public async Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string uri, CallOptions options, CancellationToken cancellationToken)
    {
        var key = KeyOf(uri);
        if (this.kept.Fresh<Contents>(key) is { } fresh)
        {
            return fresh.Items;
        }

        var generation = this.kept.Generation;
        try
        {
            var (contents, advice) = await this.AskAsync((connection, token) => connection.ReadResourceAsync(uri, options, token), cancellationToken);
            if (advice.Lifetime > TimeSpan.Zero)
            {
                this.kept.Keep(key, new Contents(contents), advice, generation);
            }

            return contents;
        }
        catch (ServerException failure) when (IsAway(failure) && this.kept.Stale<Contents>(key) is { } stale)
        {
            parts.Logger.StaleAnswer(server.Name, failure.Message);
            return stale.Items;
        }
    }

    public async Task<ImmutableArray<string>> CompleteAsync(
        string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var live = await server.ReadyAsync(cancellationToken);
        return live.Connection.Introduction.CanComplete
            ? await this.AskAsync((connection, token) => connection.CompleteAsync(reference, name, argument, value, context, token), cancellationToken)
            : [];
    }

    public async Task<IAsyncDisposable> SubscribeAsync(string uri, Action<string> changed, CancellationToken cancellationToken)
    {
        ResourceSubscription subscription;
        bool isNew;
        lock (this.gate)
        {
            isNew = !this.subscriptions.TryGetValue(uri, out subscription!);
            if (isNew)
            {
                subscription = new ResourceSubscription(uri);
                this.subscriptions.Add(uri, subscription);
            }

            subscription.Listeners = subscription.Listeners.Add(changed);
        }

        var listening = new Listening(this, subscription, changed);
        try
        {
            if (isNew)
            {
                subscription.OfServer = await this.AskAsync((connection, token) => connection.SubscribeAsync(uri, token), cancellationToken);
            }

            return listening;
        }
        catch
        {
            await listening.DisposeAsync();
            throw;
        }
    }

    /// <summary>There is a new connection: what was subscribed to at an earlier one is subscribed to here.</summary>
    public void Resume(LiveServer live)
    {
        ResourceSubscription[] resumed;
        lock (this.gate)
        {
            resumed = [.. this.subscriptions.Values.Where(subscription => subscription.OfServer is not null)];
        }

        if (resumed.Length > 0)
        {
            server.Lists.Own(ResumeAsync());
        }

        async Task ResumeAsync()
        {
            foreach (var subscription in resumed)
            {
                try
                {
                    subscription.OfServer = await live.Connection.SubscribeAsync(subscription.Uri, stop);

                    // What happened while it was away is unknown, so it counts as changed.
                    this.OnResourceChanged(subscription.Uri);
                }
                catch (ServerException failure)
                {
                    parts.Logger.Unsubscribed(server.Name, failure.Message);
                }
            }
        }
    }

    public void OnResourceChanged(string uri)
    {
        this.kept.Drop(KeyOf(uri));
        ImmutableArray<Action<string>> listeners;
        lock (this.gate)
        {
            listeners = this.subscriptions.TryGetValue(uri, out var subscription) ? subscription.Listeners : [];
        }

        foreach (var listener in listeners)
        {
            try
            {
                listener(uri);
            }
            catch (Exception fault)
            {
                parts.Logger.ListenerFault(server.Name, fault);
            }
        }
    }

    public void OnListChanged(ServerListKind kind)
    {
        if (kind == ServerListKind.Resources)
        {
            this.kept.Drop(Resources, Templates);
        }
    }

    /// <summary>Another session of the server, or another authorization, may see other things.</summary>
    public void Forget() => this.kept.Clear();

    public async ValueTask DisposeAsync()
    {
        ResourceSubscription[] open;
        lock (this.gate)
        {
            open = [.. this.subscriptions.Values];
            this.subscriptions.Clear();
        }

        await Task.WhenAll(open.Select(CloseAsync));
    }

    private async Task<ImmutableArray<T>> ListAsync<T>(string key, Func<IServerConnection, CancellationToken, Task<ServerListing<T>>> list, CancellationToken cancellationToken)
    {
        if (this.kept.Fresh<ServerListing<T>>(key) is { } fresh)
        {
            return fresh.Items;
        }

        var generation = this.kept.Generation;
        try
        {
            var listing = await this.AskAsync(list, cancellationToken);
            this.kept.Keep(key, listing, listing.Cache, generation);
            return listing.Items;
        }
        catch (ServerException failure) when (IsAway(failure) && this.kept.Stale<ServerListing<T>>(key) is { } stale)
        {
            parts.Logger.StaleAnswer(server.Name, failure.Message);
            return stale.Items;
        }
    }

    /// <exception cref="ServerException">It cannot be reached or refused, at last.</exception>
    private async Task<T> AskAsync<T>(Func<IServerConnection, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var live = await server.ReadyAsync(cancellationToken);
            try
            {
                return await ask(live.Connection, cancellationToken);
            }
            catch (ServerException failure)
            {
                server.Report(live, failure);
                if (tries == MostTries || HarmlessRetry.Pause(failure, tries) is not { } pause)
                {
                    throw;
                }

                await Task.Delay(pause, parts.Time, cancellationToken);
            }
        }
    }

    private async Task LeaveAsync(ResourceSubscription subscription, Action<string> changed)
    {
        lock (this.gate)
        {
            subscription.Listeners = subscription.Listeners.Remove(changed);
            if (!subscription.Listeners.IsEmpty || !this.subscriptions.Remove(subscription.Uri))
            {
                return;
            }
        }

        await CloseAsync(subscription);
    }

    private static async Task CloseAsync(ResourceSubscription subscription)
    {
        if (subscription.OfServer is { } open)
        {
            try
            {
                await open.DisposeAsync();
            }
            catch (ServerException)
            {
                // It is gone, and the subscription with it.
            }
        }
    }

    private static bool IsAway(ServerException failure) => failure.Kind is not (ServerFailureKind.Refused or ServerFailureKind.LoginNeeded);

    private static string KeyOf(string uri) => $"read {uri}";

    private sealed record Contents(ImmutableArray<ResourceContent> Items);

    private sealed class Listening(ServerRequests requests, ResourceSubscription subscription, Action<string> changed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await requests.LeaveAsync(subscription, changed);
    }
}
