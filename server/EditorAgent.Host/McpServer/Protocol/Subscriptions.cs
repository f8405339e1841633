using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SdkServer = ModelContextProtocol.Server.McpServer;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>Who hears of changes: requests that listen (2026-07-28), and sessions, which hear of every list and of the resources they subscribed to.</summary>
internal sealed class Subscriptions(Offer offer)
{
    private readonly ConcurrentDictionary<string, bool> subscribed = new(StringComparer.Ordinal);

    public bool HasResources => offer.ReadResource is not null;

    public ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        const int Most = 1_000;
        if (this.subscribed.Count >= Most)
        {
            throw new McpProtocolException($"A session can subscribe to {Most} resources.", McpErrorCode.InvalidParams);
        }

        this.subscribed[request.Params.Uri] = true;
        return ValueTask.FromResult(new EmptyResult());
    }

    public ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        this.subscribed.TryRemove(request.Params.Uri, out _);
        return ValueTask.FromResult(new EmptyResult());
    }

    /// <summary>Tells one session of changes until it ends.</summary>
    public async Task PushAsync(SdkServer server, CancellationToken cancellationToken)
    {
        var changes = offer.Changes.Listen(out var listener);
        using (listener)
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
        var changes = offer.Changes.Listen(out var listener);
        using (listener)
        {
            var acknowledgement = new JsonObject
            {
                ["notifications"] = JsonSerializer.SerializeToNode(granted, (JsonTypeInfo<SubscriptionsListenNotifications>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SubscriptionsListenNotifications))),
            };
            await SendAsync(request.Server, "notifications/subscriptions/acknowledged", acknowledgement, request.JsonRpcRequest.Id, cancellationToken);
            try
            {
                await foreach (var change in changes.ReadAllAsync(cancellationToken))
                {
                    if (IsGranted(change, granted))
                    {
                        await SendAsync(request.Server, change, request.JsonRpcRequest.Id, cancellationToken);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The client has let go of the request.
            }
        }

        return new EmptyResult();
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
}
