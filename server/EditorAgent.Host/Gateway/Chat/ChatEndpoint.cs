using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Host.Gateway.Tools;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary><c>POST /v1/chat/completions</c>, also with tools of type <c>mcp</c>, which the API itself does not know there.</summary>
internal sealed class ChatEndpoint(GatewayParts parts)
{
    public async Task CreateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = ChatRequestReader.Read(await RequestBody.ReadAsync(context, cancellationToken));
        if (request.Tools.Servers.FirstOrDefault(server => server.Approval == ApprovalRule.AlwaysAsk) is { } asking)
        {
            throw ChatRun.NeedsNever(asking, "");
        }

        parts.Addresses.Check(request.Tools);
        _ = Conversation.Of(null, request.Items, ToolNames.Of);
        var (model, settings) = parts.Models.For(request.Model, request.Wishes, context.Request);
        var writer = new ChatWriter(ItemId.New("chatcmpl"), request.Model, parts.Time.GetUtcNow());
        await using var servers = new ServerSet(parts.Servers);
        var run = new ChatRun(request, model, settings, servers, parts.Time);
        using var limit = new CancellationTokenSource(GatewayLimits.Total, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (request.IsStream)
            {
                await StreamAsync(context, request, run, writer, either.Token);
                return;
            }

            var answer = await run.RunAsync(static _ => ValueTask.FromResult(false), either.Token);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(writer.Whole(answer), cancellationToken);
        }
        catch (ApiProblem) when (servers.HasEffects)
        {
            // Clients repeat a request that failed; what ran would run again.
            context.Response.Headers["x-should-retry"] = "false";
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiProblem(504, "server_error", $"The answer took longer than {GatewayLimits.Total.TotalMinutes:0} minutes.", code: "timeout");
        }
    }

    private static async Task StreamAsync(HttpContext context, ChatRequest request, ChatRun run, ChatWriter writer, CancellationToken cancellationToken)
    {
        ServerSentEvents? stream = null;
        var isLive = !request.Tools.Servers.Any();
        var hasText = false;
        try
        {
            var answer = await run.RunAsync(ShowAsync, cancellationToken);
            if (!hasText && answer.Reasoning is { Length: > 0 } reasoning)
            {
                await SendAsync(writer.Chunk(delta => delta.WriteString("reasoning_content"u8, reasoning), null));
            }

            if (!hasText && answer.Text.Length > 0)
            {
                await SendAsync(writer.Chunk(delta => delta.WriteString("content"u8, answer.Text), null));
            }

            if (answer.Calls.Count > 0)
            {
                await SendAsync(writer.Chunk(delta => ChatWriter.WriteCalls(delta, answer.Calls, isChunk: true), null));
            }

            await SendAsync(writer.Chunk(static _ => { }, answer.FinishReason));
            if (request.WantsUsage)
            {
                await SendAsync(writer.UsageChunk(answer.Usage));
            }

            await SendAsync("[DONE]"u8.ToArray());
        }
        catch (ApiProblem problem) when (stream is not null)
        {
            await SendAsync(JsonSerializer.SerializeToUtf8Bytes(GatewayRoutes.BodyOf(problem)));
        }

        async ValueTask SendAsync(ReadOnlyMemory<byte> data)
        {
            if (stream is null)
            {
                stream = ServerSentEvents.Begin(context);
                await stream.SendAsync("", writer.Chunk(static delta =>
                {
                    delta.WriteString("role"u8, "assistant"u8);
                    delta.WriteString("content"u8, ""u8);
                }, null), cancellationToken);
            }

            await stream.SendAsync("", data, cancellationToken);
        }

        async ValueTask<bool> ShowAsync(ModelEvent happened)
        {
            var (name, piece) = happened switch
            {
                ModelEvent.TextDelta { Text.Length: > 0 } text => ("content", text.Text),
                ModelEvent.ReasoningDelta { Text.Length: > 0 } reasoning => ("reasoning_content", reasoning.Text),
                _ => ("", ""),
            };
            if (!isLive || piece.Length == 0)
            {
                return false;
            }

            hasText = true;
            await SendAsync(writer.Chunk(delta => delta.WriteString(name, piece), null));
            return true;
        }
    }
}
