using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// One live connection to one server, of any revision of the protocol. Concurrent calls are fine. Every failure is a
/// <see cref="ServerException"/>; a cancelled call has told the server so. It never restarts anything by itself.
/// </summary>
public sealed class ServerConnection : IServerConnection
{
    private readonly ConnectionParts parts;
    private readonly Requester requester;
    private readonly Subscriptions subscriptions;
    private readonly KnownTools tools;

    private ServerConnection(ServerEndpoint endpoint, ConnectionParts parts, ServerQuestions questions, ServerEvents events, TimeProvider time)
    {
        this.parts = parts;
        this.requester = parts.Requester;
        this.Introduction = Introductions.Of(parts.Client);
        this.Era = new ServerEra(parts.Client.NegotiatedProtocolVersion ?? ConnectionStart.Stateless, parts.Link is HttpLink http ? http.Transport : McpTransport.Stdio);
        this.tools = new KnownTools(parts.Client, this.Era.Transport is McpTransport.Http);
        this.subscriptions = new Subscriptions(parts, this.Introduction, time);
        parts.Session.Dress = new RequestDress(questions, this.Introduction.HasTasks, events.Said is not null && this.Introduction.CanLog).Apply;
        this.subscriptions.Begin(events);
    }

    public ServerEra Era { get; }

    public ServerIntroduction Introduction { get; }

    /// <summary>The last lines of its standard error.</summary>
    public ImmutableArray<string> ErrorTail => this.parts.Link.ErrorTail;

    /// <summary>Completes when the connection is over, with the reason; never faults.</summary>
    public Task<ServerException> Ended => this.parts.Session.Ended;

    /// <exception cref="ServerException">It could not be reached; nothing of it is left running.</exception>
    public static async Task<ServerConnection> ConnectAsync(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var parts = await new ConnectionStart(endpoint, questions, events, time).ReachAsync(cancellationToken);
        var connection = new ServerConnection(endpoint, parts, questions, events, time);
        logger.LogDebug("{Server} speaks {Revision} over {Transport}", endpoint.Name, connection.Era.Revision, connection.Era.Transport);
        return connection;
    }

    public async Task<ServerListing<ServerTool>> ListToolsAsync(CancellationToken cancellationToken) => !this.Introduction.HasTools
        ? new ServerListing<ServerTool>([], [], CacheAdvice.None)
        : this.tools.Learn(await new ListReader<ServerTool>(RequestMethods.ToolsList, "tools", ToolReader.Read).ReadAsync(this.requester, cancellationToken));

    public async Task<ServerListing<ServerPrompt>> ListPromptsAsync(CancellationToken cancellationToken) => !this.Introduction.HasPrompts
        ? new ServerListing<ServerPrompt>([], [], CacheAdvice.None)
        : await new ListReader<ServerPrompt>(RequestMethods.PromptsList, "prompts", PromptReader.Read).ReadAsync(this.requester, cancellationToken);

    public async Task<ServerListing<ServerResource>> ListResourcesAsync(CancellationToken cancellationToken) => !this.Introduction.HasResources
        ? new ServerListing<ServerResource>([], [], CacheAdvice.None)
        : await new ListReader<ServerResource>(RequestMethods.ResourcesList, "resources", ResourceReader.Read).ReadAsync(this.requester, cancellationToken);

    public async Task<ServerListing<ServerResourceTemplate>> ListResourceTemplatesAsync(CancellationToken cancellationToken) => !this.Introduction.HasResources
        ? new ServerListing<ServerResourceTemplate>([], [], CacheAdvice.None)
        : await new ListReader<ServerResourceTemplate>(RequestMethods.ResourcesTemplatesList, "resourceTemplates", ResourceReader.ReadTemplate).ReadAsync(this.requester, cancellationToken);

    /// <summary>Where the server's headers must mirror arguments, the tool has to be known: from <see cref="ListToolsAsync"/> or <see cref="Remember"/>.</summary>
    public async Task<ToolAnswer> CallToolAsync(string tool, JsonElement arguments, CallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return AnswerReader.Read(await this.requester.SendAsync(RequestMethods.ToolsCall, Named(tool, arguments), options, cancellationToken));
        }
        catch (ServerException failure) when (failure.Code == (int)ModelContextProtocol.McpErrorCode.HeaderMismatch)
        {
            // Refused before anything ran: the definition that the headers were made from has changed.
            await this.ListToolsAsync(cancellationToken);
            return AnswerReader.Read(await this.requester.SendAsync(RequestMethods.ToolsCall, Named(tool, arguments), options, cancellationToken));
        }
    }

    /// <summary>Tools known from an earlier time, for a connection that lists none before it calls.</summary>
    public void Remember(ImmutableArray<ServerTool> known) => this.tools.Learn(new ServerListing<ServerTool>(known, [], CacheAdvice.None));

    public Task<LeftTask> EndTaskAsync(string task, CancellationToken cancellationToken) => this.requester.Follower().EndAsync(task, cancellationToken);

    public async Task<ImmutableArray<PromptText>> GetPromptAsync(string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["name"] = prompt };
        if (arguments.Count > 0)
        {
            parameters["arguments"] = ObjectOf(arguments);
        }

        return AnswerReader.Prompt(await this.requester.SendAsync(RequestMethods.PromptsGet, parameters, options, cancellationToken));
    }

    public async Task<(ImmutableArray<ResourceContent> Contents, CacheAdvice Cache)> ReadResourceAsync(string uri, CallOptions options, CancellationToken cancellationToken)
    {
        var result = await this.requester.SendAsync(RequestMethods.ResourcesRead, new JsonObject { ["uri"] = uri }, options, cancellationToken);
        return (AnswerReader.Resources(result), CacheAdvices.Of(result));
    }

    /// <param name="reference"><c>ref/prompt</c> with a name, or <c>ref/resource</c> with a template.</param>
    public async Task<ImmutableArray<string>> CompleteAsync(string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject
        {
            ["ref"] = new JsonObject { ["type"] = reference, [reference == "ref/prompt" ? "name" : "uri"] = name },
            ["argument"] = new JsonObject { ["name"] = argument, ["value"] = value },
        };
        if (context.Count > 0)
        {
            parameters["context"] = new JsonObject { ["arguments"] = ObjectOf(context) };
        }

        return AnswerReader.Completions(await this.requester.SendAsync(RequestMethods.CompletionComplete, parameters, new CallOptions(), cancellationToken));
    }

    /// <summary>From here on <see cref="ServerEvents.ResourceChanged"/> speaks of it, until the returned subscription is disposed of.</summary>
    public Task<IAsyncDisposable> SubscribeAsync(string uri, CancellationToken cancellationToken) => this.subscriptions.AddAsync(uri, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        this.parts.Session.End(new ServerException(ServerFailureKind.Ended, "The connection was closed."));
        await this.subscriptions.EndAsync();
        await this.parts.Incoming.EndAsync();
        await this.parts.Client.DisposeAsync();
        await this.parts.Session.DisposeAsync();
    }

    private static JsonObject Named(string tool, JsonElement arguments) => new()
    {
        ["name"] = tool,
        ["arguments"] = arguments.ValueKind is JsonValueKind.Object ? JsonObject.Create(arguments) : new JsonObject(),
    };

    private static JsonObject ObjectOf(ImmutableSortedDictionary<string, string> values)
    {
        var result = new JsonObject();
        foreach (var (name, value) in values)
        {
            result[name] = value;
        }

        return result;
    }
}
