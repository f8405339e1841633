using System.Text.Json;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Tools;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary><c>/v1/responses</c>.</summary>
internal sealed class ResponseEndpoints(GatewayParts parts)
{
    private readonly ResponsesRequestReader reader = new(parts.Store);

    /// <summary><c>POST /v1/responses</c>.</summary>
    /// <exception cref="ApiProblem">The request is refused; nothing was run.</exception>
    public async Task CreateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = this.reader.Read(await RequestBody.ReadAsync(context, cancellationToken));
        parts.Addresses.Check(request.Tools);
        _ = Conversation.Of(null, [.. request.Previous?.Items ?? [], .. request.Input], ToolNames.Of);
        var (model, settings) = parts.Models.For(request.Model, request.Wishes, context.Request);
        var draft = new ResponseDraft(request, parts.Time.GetUtcNow());
        IEventSink sink = request.IsStream ? ServerSentEvents.Begin(context) : SilentSink.Instance;
        var events = new ResponseEvents(draft, sink, cancellationToken);
        await using var servers = new ServerSet(parts.Servers);
        using var limit = new CancellationTokenSource(GatewayLimits.Total, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await new ResponseRun(draft, events, model, settings, servers, parts.Agreed, parts.Time).RunAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            draft.Fail(new ApiProblem(504, "server_error", $"The response took longer than {GatewayLimits.Total.TotalMinutes:0} minutes.", code: "server_error"));
        }
        catch (ApiProblem problem) when (sink.IsLive || servers.HasEffects)
        {
            // What ran has had its effect: a client that tried the whole request again would have it twice.
            draft.Fail(problem);
        }

        var json = ResponseWriter.ToBytes(draft);
        if (request.IsStored)
        {
            parts.Store.Add(new StoredResponse(draft.Id, json, [.. request.Previous?.Items ?? []], request.Input, draft.Items()));
        }

        if (sink.IsLive)
        {
            await events.OfResponseAsync(draft.Status);
            return;
        }

        await WriteAsync(context, json, cancellationToken);
    }

    /// <summary><c>GET /v1/responses/{id}</c>.</summary>
    public async Task GetAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (context.Request.Query["stream"] is ["true"])
        {
            throw ApiProblem.Unsupported("stream", "A stored response cannot be streamed by this gateway.");
        }

        await WriteAsync(context, (parts.Store.Find(id) ?? throw NotThere(id)).Json, cancellationToken);
    }

    /// <summary><c>DELETE /v1/responses/{id}</c>.</summary>
    public Task DeleteAsync(HttpContext context, string id, CancellationToken cancellationToken) => parts.Store.Remove(id)
        ? WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new { id, @object = "response", deleted = true }), cancellationToken)
        : throw NotThere(id);

    /// <summary><c>POST /v1/responses/{id}/cancel</c>: a response is cancelled by closing its connection.</summary>
    public Task CancelAsync(string id) => throw (parts.Store.Find(id) is null ? NotThere(id) : ApiProblem.Invalid(null, "Cannot cancel a synchronous response. Close its connection to end one that is under way.", "invalid_request"));

    private static ApiProblem NotThere(string id) => ApiProblem.NotFound($"Response with id '{(id.Length <= 128 ? id : id[..128])}' not found.");

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, cancellationToken);
    }
}
