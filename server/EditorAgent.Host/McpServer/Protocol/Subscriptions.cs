using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EditorAgent.Host.McpServer.Calls;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SdkServer = ModelContextProtocol.Server.McpServer;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>Who hears of changes: requests that listen (2026-07-28), and sessions, which hear of every list and of the resources they subscribed to.</summary>
internal sealed class Subscriptions(Offer offer, RunningCalls calls)
{
    private readonly ConcurrentDictionary<string, IDisposable?> subscribed = new(StringComparer.Ordinal);

    public bool HasResources => offer.ReadResource is not null;

    public async ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        const int Most = 1_000;
        if (this.subscribed.Count >= Most)
        {
            throw new McpProtocolException($"A session can subscribe to {Most} resources.", McpErrorCode.InvalidParams);
        }

        var watching = await this.WatchAsync(request.Params.Uri, cancellationToken);
        if (!this.subscribed.TryAdd(request.Params.Uri, watching))
        {
            watching?.Dispose();
        }

        return new EmptyResult();
    }

    public ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (this.subscribed.TryRemove(request.Params.Uri, out var watching))
        {
            watching?.Dispose();
        }

        return ValueTask.FromResult(new EmptyResult());
    }

    /// <summary>Tells one session of changes until it ends.</summary>
    public async Task PushAsync(SdkServer server, CancellationToken cancellationToken)
    {
        var changes = offer.Changes.Listen(out var listener);
        using (listener)
        using (new Ends(() => this.subscribed.Values))
        {
            await foreach (var change in changes.ReadAllAsync(cancellationToken))
            {
                if (server.NegotiatedProtocolVersion is null or Revision.Stateless || (change is OfferChange.Resource(var uri) && !this.subscribed.ContainsKey(uri)))
                {
                    continue;
                }

                await SendAsync(server, change, null, cancellationToken);
            }
        }
    }

    /// <summary>Holds the request open and tells what it asked for, and nothing else.</summary>
    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var asked = request.Params.Notifications;
        var granted = new SubscriptionsListenNotifications
        {
            ToolsListChanged = asked.ToolsListChanged is true ? true : null,
            PromptsListChanged = asked.PromptsListChanged is true && offer.ListPrompts is not null ? true : null,
            ResourcesListChanged = asked.ResourcesListChanged is true && this.HasResources ? true : null,
            ResourceSubscriptions = asked.ResourceSubscriptions is { Count: > 0 and <= 1_000 } && this.HasResources ? asked.ResourceSubscriptions : null,
        };
        var tasks = this.TasksOf(request.JsonRpcRequest);
        var changes = offer.Changes.Listen(out var listener);
        var watching = await Task.WhenAll((granted.ResourceSubscriptions ?? []).Distinct(StringComparer.Ordinal).Select(uri => this.WatchAsync(uri, cancellationToken).AsTask()));
        using (listener)
        using (new Ends(() => watching))
        using (var news = new TaskNews(tasks))
        {
            var notifications = (JsonObject)JsonSerializer.SerializeToNode(granted, (JsonTypeInfo<SubscriptionsListenNotifications>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SubscriptionsListenNotifications)))!;
            if (tasks.Count > 0)
            {
                notifications["taskIds"] = new JsonArray([.. tasks.Select(task => (JsonNode)task.Id)]);
            }

            await SendAsync(request.Server, "notifications/subscriptions/acknowledged", new JsonObject { ["notifications"] = notifications }, request.JsonRpcRequest.Id, cancellationToken);
            try
            {
                await Task.WhenAll(TellChangesAsync(), TellTasksAsync());
            }
            catch (OperationCanceledException)
            {
                // The client has let go of the request.
            }

            async Task TellChangesAsync()
            {
                await foreach (var change in changes.ReadAllAsync(cancellationToken))
                {
                    if (IsGranted(change, granted))
                    {
                        await SendAsync(request.Server, change, request.JsonRpcRequest.Id, cancellationToken);
                    }
                }
            }

            async Task TellTasksAsync()
            {
                await foreach (var state in news.ReadAsync(cancellationToken))
                {
                    await SendAsync(request.Server, "notifications/tasks", state, request.JsonRpcRequest.Id, cancellationToken);
                }
            }
        }

        return new EmptyResult();
    }

    private async ValueTask<IDisposable?> WatchAsync(string uri, CancellationToken cancellationToken) =>
        offer.Watch is { } watch ? await watch(uri, cancellationToken) : null;

    /// <summary>The running tasks that a client who knows tasks wants to hear of.</summary>
    private List<RunningCall> TasksOf(JsonRpcRequest request)
    {
        const int Most = 100;
        return Revision.DeclaresTasks(request) && request.Params is JsonObject parameters && parameters["notifications"] is JsonObject notifications && notifications["taskIds"] is JsonArray ids
            ? [.. ids.Take(Most).OfType<JsonValue>().Select(id => calls.FindTask(id.TryGetValue(out string? text) ? text : null)).OfType<RunningCall>().Distinct()]
            : [];
    }

    private static bool IsGranted(OfferChange change, SubscriptionsListenNotifications granted) => change switch
    {
        OfferChange.Tools => granted.ToolsListChanged is true,
        OfferChange.Prompts => granted.PromptsListChanged is true,
        OfferChange.Resources => granted.ResourcesListChanged is true,
        OfferChange.Resource(var uri) => granted.ResourceSubscriptions?.Contains(uri) is true,
        _ => false,
    };

    private static Task SendAsync(SdkServer server, OfferChange change, RequestId? subscription, CancellationToken cancellationToken) => change switch
    {
        OfferChange.Tools => SendAsync(server, NotificationMethods.ToolListChangedNotification, [], subscription, cancellationToken),
        OfferChange.Prompts => SendAsync(server, NotificationMethods.PromptListChangedNotification, [], subscription, cancellationToken),
        OfferChange.Resources => SendAsync(server, NotificationMethods.ResourceListChangedNotification, [], subscription, cancellationToken),
        OfferChange.Resource(var uri) => SendAsync(server, NotificationMethods.ResourceUpdatedNotification, new JsonObject { ["uri"] = uri }, subscription, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static Task SendAsync(SdkServer server, string method, JsonObject parameters, RequestId? subscription, CancellationToken cancellationToken)
    {
        if (subscription is { Id: { } id })
        {
            parameters["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = id is long number ? JsonValue.Create(number) : JsonValue.Create(id.ToString()) };
        }

        return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
    }

    /// <summary>Disposes of what there is by then.</summary>
    private sealed class Ends(Func<IEnumerable<IDisposable?>> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all())
            {
                one?.Dispose();
            }
        }
    }
}
