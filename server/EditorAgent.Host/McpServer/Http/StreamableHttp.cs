using System.Text.Json.Nodes;
using EditorAgent.Host.McpServer.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>
/// The protocol over streamable HTTP at <c>/mcp</c>: 2026-07-28, in which every request stands for itself, and the earlier revisions with
/// sessions. Whoever gets here has been admitted already.
/// </summary>
internal sealed class StreamableHttp(ServedProtocol protocol, TimeProvider time) : IAsyncDisposable
{
    public const string Path = "/mcp";

    private readonly HttpSessions sessions = new(protocol, time);

    public Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != Path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (HttpMethods.IsPost(context.Request.Method))
        {
            return this.PostAsync(context);
        }

        var isStateless = HeaderValue.Read(context.Request.Headers["MCP-Protocol-Version"]) == Revision.Stateless;
        if (!isStateless)
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                return this.GetAsync(context);
            }

            if (HttpMethods.IsDelete(context.Request.Method))
            {
                return this.DeleteAsync(context);
            }
        }

        context.Response.Headers.Allow = isStateless ? "POST" : "GET, POST, DELETE";
        return RequestRefusal.InvalidRequest(StatusCodes.Status405MethodNotAllowed, $"Use {(isStateless ? "POST" : "GET, POST or DELETE")}.").AnswerAsync(context, default);
    }

    public ValueTask DisposeAsync() => this.sessions.DisposeAsync();

    private async Task PostAsync(HttpContext context)
    {
        if (MediaTypeOf(context.Request.ContentType) != "application/json")
        {
            await RequestRefusal.InvalidRequest(StatusCodes.Status415UnsupportedMediaType, "Send application/json.").AnswerAsync(context, default);
            return;
        }

        if (!Accepts(context, "application/json") || !Accepts(context, "text/event-stream"))
        {
            await RequestRefusal.InvalidRequest(StatusCodes.Status406NotAcceptable, "Accept both application/json and text/event-stream.").AnswerAsync(context, default);
            return;
        }

        var (message, refusal) = await ReadAsync(context);
        if (message is null)
        {
            await new RequestRefusal(StatusCodes.Status400BadRequest, refusal!.Error.Code, refusal.Error.Message).AnswerAsync(context, refusal.Id);
            return;
        }

        var version = HeaderValue.Read(context.Request.Headers["MCP-Protocol-Version"]);
        await (this.BelongsToSession(context, message, version) ? this.PostToSessionAsync(context, message, version) : this.PostAloneAsync(context, message));
    }

    /// <summary>A session's id, a handshake, or a version that has sessions, without the metadata of those that stand for themselves.</summary>
    private bool BelongsToSession(HttpContext context, JsonRpcMessage message, string? version)
    {
        if (version is not null && !Revision.WithSessions.Contains(version))
        {
            return false;
        }

        var speaksForItself = message is JsonRpcRequest { Params: JsonObject parameters } && parameters["_meta"] is JsonObject meta && meta.ContainsKey(MetaKeys.ProtocolVersion);
        return !speaksForItself && message is not JsonRpcRequest { Method: RequestMethods.ServerDiscover };
    }

    private async Task PostAloneAsync(HttpContext context, JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest request)
        {
            context.Response.StatusCode = message is JsonRpcNotification ? StatusCodes.Status202Accepted : StatusCodes.Status400BadRequest;
            return;
        }

        if (StatelessRequestCheck.Of(request, context.Request.Headers, protocol.Offer) is { } refusal)
        {
            await refusal.AnswerAsync(context, request.Id);
            return;
        }

        if (RequestParameters.Problem(request) is { } problem)
        {
            await RequestRefusal.OfParameters(problem).AnswerAsync(context, request.Id);
            return;
        }

        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = protocol.CreateForRequest(transport);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var running = server.RunAsync(ended.Token);
        try
        {
            await AnswerAsync(context, transport, request, Revision.Stateless);
        }
        finally
        {
            await ended.CancelAsync();
            await transport.DisposeAsync();
            await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task PostToSessionAsync(HttpContext context, JsonRpcMessage message, string? version)
    {
        if (message is JsonRpcRequest { Method: RequestMethods.Initialize } handshake && !context.Request.Headers.ContainsKey("Mcp-Session-Id"))
        {
            await this.InitializeAsync(context, handshake);
            return;
        }

        var id = message is JsonRpcRequest asked ? asked.Id : default;
        using var request = await this.EnterAsync(context, id);
        if (request is null)
        {
            return;
        }

        context.Response.Headers["Mcp-Session-Id"] = request.Session.Id;
        if (message is JsonRpcRequest given && RequestParameters.Problem(given) is { } problem)
        {
            await RequestRefusal.OfParameters(problem).AnswerAsync(context, id);
        }
        else
        {
            await AnswerAsync(context, request.Session.Transport, message, message is JsonRpcRequest { Method: RequestMethods.Initialize } ? null : version);
        }
    }

    /// <summary>A handshake that fails leaves no session.</summary>
    private async Task InitializeAsync(HttpContext context, JsonRpcRequest handshake)
    {
        if (HandshakeCheck.Of(handshake) is { } refusal)
        {
            await refusal.AnswerAsync(context, handshake.Id);
            return;
        }

        using var request = await this.sessions.OpenAsync();
        if (request is null)
        {
            await RequestRefusal.InvalidRequest(StatusCodes.Status503ServiceUnavailable, "There are too many sessions, and all are busy; end one with DELETE.").AnswerAsync(context, handshake.Id);
            return;
        }

        context.Response.Headers["Mcp-Session-Id"] = request.Session.Id;
        try
        {
            await AnswerAsync(context, request.Session.Transport, handshake, version: null);
        }
        catch
        {
            await this.sessions.CloseAsync(request.Session.Id);
            throw;
        }
    }

    private async Task GetAsync(HttpContext context)
    {
        if (!Accepts(context, "text/event-stream"))
        {
            await RequestRefusal.InvalidRequest(StatusCodes.Status406NotAcceptable, "Accept text/event-stream.").AnswerAsync(context, default);
            return;
        }

        using var request = await this.EnterAsync(context, default);
        if (request is null)
        {
            return;
        }

        BeginStream(context);
        try
        {
            await request.Session.Transport.HandleGetRequestAsync(context.Response.Body, context.RequestAborted);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            context.Response.ContentType = null;
            await RequestRefusal.InvalidRequest(StatusCodes.Status409Conflict, "This session has its stream already.").AnswerAsync(context, default);
        }
    }

    private async Task DeleteAsync(HttpContext context)
    {
        using var request = await this.EnterAsync(context, default);
        if (request is not null)
        {
            await this.sessions.CloseAsync(request.Session.Id);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    /// <returns>Null when the refusal has been written.</returns>
    private async Task<SessionRequest?> EnterAsync(HttpContext context, RequestId id)
    {
        if (context.Request.Headers["Mcp-Session-Id"] is not [{ } sessionId])
        {
            await RequestRefusal.InvalidRequest(StatusCodes.Status400BadRequest, "The Mcp-Session-Id header is missing; begin with initialize.").AnswerAsync(context, id);
            return null;
        }

        if (this.sessions.Enter(sessionId) is { } request)
        {
            return request;
        }

        await new RequestRefusal(StatusCodes.Status404NotFound, -32001, "There is no such session; begin again with initialize.").AnswerAsync(context, id);
        return null;
    }

    private static async Task AnswerAsync(HttpContext context, StreamableHttpServerTransport transport, JsonRpcMessage message, string? version)
    {
        BeginStream(context);
        message.Context = new JsonRpcMessageContext { ProtocolVersion = version };
        var hasWritten = await transport.HandlePostRequestAsync(
            message,
            context.Response.Body,
            first =>
            {
                if (first is JsonRpcError { Error: { } error } && !context.Response.HasStarted && version == Revision.Stateless)
                {
                    context.Response.StatusCode = StatusOf(error.Code);
                }

                return ValueTask.CompletedTask;
            },
            context.RequestAborted);
        if (!hasWritten)
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private static int StatusOf(int code) => (McpErrorCode)code switch
    {
        McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
        McpErrorCode.HeaderMismatch or McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    };

    private static void BeginStream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task<(JsonRpcMessage? Message, JsonRpcError? Refusal)> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return MessageText.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static bool Accepts(HttpContext context, string wanted)
    {
        foreach (var part in context.Request.Headers.Accept.SelectMany(header => (header ?? "").Split(',')))
        {
            if (MediaTypeOf(part) is { } type && (type == wanted || type == "*/*" || type == $"{wanted.Split('/')[0]}/*"))
            {
                return true;
            }
        }

        return false;
    }

    private static string? MediaTypeOf(string? header) => header?.Split(';')[0].Trim().ToLowerInvariant();
}
