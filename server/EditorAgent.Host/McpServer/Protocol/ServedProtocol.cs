using System.Text.Json.Nodes;
using EditorAgent.Host.McpServer.Calls;
using EditorAgent.Host.McpServer.Offering;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SdkServer = ModelContextProtocol.Server.McpServer;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>
/// An offer, spoken in every revision. The SDK's server does sessions and the shape of messages; what is no message, or a request without
/// the parameters it needs, the doors refuse before it (MessageText, RequestParameters); lists, calls, tasks, rounds of questions
/// and subscriptions are ours. One for all clients of a process; each connection, or each request without one, gets a server of its own.
/// </summary>
internal sealed class ServedProtocol : IAsyncDisposable
{
    private readonly RunningCalls calls;
    private readonly ToolDispatch dispatch;
    private readonly InputRounds rounds;

    public ServedProtocol(Offer offer, TimeProvider time, ILogger logger)
    {
        this.Offer = offer;
        this.calls = new RunningCalls(time);
        this.rounds = new InputRounds(time);
        this.dispatch = new ToolDispatch(offer, this.calls, this.rounds, time, logger);
    }

    public Offer Offer { get; }

    /// <summary>Serves one connection until it ends.</summary>
    public async Task ServeAsync(ITransport transport, CancellationToken cancellationToken)
    {
        var subscriptions = new Subscriptions(this.Offer, this.calls);
        await using var server = this.Create(transport, subscriptions);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var push = subscriptions.PushAsync(server, ended.Token);
        try
        {
            await server.RunAsync(cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await push.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>A server for one request that stands for itself.</summary>
    public SdkServer CreateForRequest(ITransport transport) => this.Create(transport, new Subscriptions(this.Offer, this.calls));

    public ValueTask DisposeAsync() => this.calls.DisposeAsync();

    private SdkServer Create(ITransport transport, Subscriptions subscriptions)
    {
        var options = new McpServerOptions
        {
            ServerInfo = this.Offer.Server,
            ServerInstructions = this.Offer.Instructions,
            ScopeRequests = false,
            RequestHandlers = new TaskMethods(this.calls).All,
            Capabilities = new ServerCapabilities
            {
                Tools = new ToolsCapability { ListChanged = true },
                Prompts = this.Offer.ListPrompts is null ? null : new PromptsCapability { ListChanged = true },
                Resources = subscriptions.HasResources ? new ResourcesCapability { ListChanged = true, Subscribe = true } : null,
                Extensions = new Dictionary<string, object> { [Revision.TasksExtension] = new JsonObject() },
            },
        };
        this.AddHandlers(options.Handlers, subscriptions);
        return SdkServer.Create(transport, options);
    }

    private void AddHandlers(McpServerHandlers handlers, Subscriptions subscriptions)
    {
        handlers.ListToolsHandler = (request, _) =>
        {
            var result = new ListToolsResult { Tools = [.. this.Offer.Tools.Select(tool => tool.Definition)] };
            this.AddHints(request.JsonRpcRequest, request.Server, result);
            return ValueTask.FromResult(result);
        };
        handlers.CallToolWithAlternateHandler = this.dispatch.CallAsync;
        handlers.SubscriptionsListenHandler = subscriptions.ListenAsync;
        handlers.CompleteHandler = this.Offer.Complete;
        handlers.ListPromptsHandler = this.Hinted(this.Offer.ListPrompts);
        handlers.GetPromptHandler = this.Offer.GetPrompt is { } prompt ? this.rounds.Around(prompt, parameters => parameters.Name) : null;
        if (this.Offer.ReadResource is not { } read)
        {
            return;
        }

        handlers.ListResourcesHandler = this.Hinted(this.Offer.ListResources);
        handlers.ListResourceTemplatesHandler = this.Hinted(this.Offer.ListResourceTemplates);
        handlers.ReadResourceHandler = this.rounds.Around(OfItsRevision(read), parameters => parameters.Uri);
        handlers.SubscribeToResourcesHandler = subscriptions.SubscribeAsync;
        handlers.UnsubscribeFromResourcesHandler = subscriptions.UnsubscribeAsync;
    }

    /// <summary>Before 2026-07-28 a resource that is not there had an error code of its own.</summary>
    private static McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> OfItsRevision(McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> inner) => async (request, cancellationToken) =>
    {
        try
        {
            return await inner(request, cancellationToken);
        }
        catch (McpProtocolException unknown) when (unknown.Data.Contains("uri") && !Revision.IsStateless(request.JsonRpcRequest, request.Server))
        {
            throw new McpProtocolException(unknown.Message, McpErrorCode.ResourceNotFound);
        }
    };

    private McpRequestHandler<TParams, TResult>? Hinted<TParams, TResult>(McpRequestHandler<TParams, TResult>? inner)
        where TResult : ICacheableResult => inner is null ? null : async (request, cancellationToken) =>
    {
        var result = await inner(request, cancellationToken);
        this.AddHints(request.JsonRpcRequest, request.Server, result);
        return result;
    };

    /// <summary>Earlier revisions know no such members.</summary>
    private void AddHints(JsonRpcRequest request, SdkServer server, ICacheableResult result)
    {
        if (Revision.IsStateless(request, server))
        {
            result.TimeToLive ??= this.Offer.ListTimeToLive;
            result.CacheScope ??= CacheScope.Private;
        }
    }
}
