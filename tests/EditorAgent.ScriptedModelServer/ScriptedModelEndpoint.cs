using System.Diagnostics;
using EditorAgent.ScriptedModelServer.Faults;
using EditorAgent.ScriptedModelServer.Wire;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.ScriptedModelServer;

/// <summary>The HTTP side: routes, faults, the log.</summary>
internal sealed class ScriptedModelEndpoint(ScriptedModelResponder responder, FaultQueue faults, RequestLog log, bool keepsRequests)
{
    private const string FaultPrefix = "/_fault/";
    private const string FaultHeader = "x-scripted-fault";

    private static readonly byte[] Models = """{"object":"list","data":[{"id":"scripted","object":"model","created":1700000000,"owned_by":"scripted"}]}"""u8.ToArray();

    private readonly SemaphoreSlim released = new(0);
    private int traces;

    public async Task HandleAsync(HttpContext context)
    {
        var arrived = Stopwatch.GetTimestamp();
        var path = context.Request.Path.Value ?? "/";
        ModelFault? pathFault = null;
        try
        {
            if (path.StartsWith(FaultPrefix, StringComparison.Ordinal) && path.IndexOf('/', FaultPrefix.Length) is > 0 and var end)
            {
                pathFault = ModelFault.ParsePairs(path[FaultPrefix.Length..end]);
                path = path[end..];
            }

            var fault = context.Request.Headers.TryGetValue(FaultHeader, out var header) ? ModelFault.Parse(header.ToString()) : pathFault;
            await this.RouteAsync(context, path, fault, arrived);
        }
        catch (FormatException e)
        {
            await WriteAsync(context, new WireReply(400, "text/plain", [System.Text.Encoding.UTF8.GetBytes(e.Message)]));
        }
    }

    private Task RouteAsync(HttpContext context, string path, ModelFault? fault, long arrived) => (context.Request.Method, path) switch
    {
        ("POST", "/v1/chat/completions" or "/chat/completions") => this.ModelAsync(context, VendorDialect.ChatCompletions, path, fault, arrived),
        ("POST", "/v1/messages" or "/anthropic/v1/messages") => this.ModelAsync(context, VendorDialect.AnthropicMessages, path, fault, arrived),
        ("GET", "/v1/models" or "/anthropic/v1/models") => WriteAsync(context, new WireReply(200, WireReply.Json, [Models])),
        ("GET", "/_requests") => WriteAsync(context, new WireReply(200, "application/jsonl", [log.ToJsonLines()])),
        ("GET", "/_timings") => WriteAsync(context, new WireReply(200, WireReply.Json, [log.ToTimings()])),
        ("POST", "/_faults") => this.AddFaultAsync(context),
        ("DELETE", "/_faults") => this.ClearFaultsAsync(context),
        ("POST", "/_release") => this.ReleaseAsync(context),
        _ => WriteAsync(context, WireReply.Refused(
            VendorDialect.ChatCompletions, new VendorRefusal(404, "resource_not_found_error", $"No such path: {context.Request.Method} {path}"))),
    };

    private async Task ModelAsync(HttpContext context, VendorDialect dialect, string path, ModelFault? fault, long arrived)
    {
        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        fault ??= faults.Take();
        if (fault is { ResetBeforeHeaders: true })
        {
            log.Add(new ReceivedRequest(path, 0, this.Kept(body), arrived, Stopwatch.GetTimestamp()));
            RawSender.Reset(context);
            return;
        }

        var reply = responder.Reply(dialect, body);
        reply = fault is null ? reply : FaultyReply.Of(reply, fault, dialect);
        var trace = $"trace-{Interlocked.Increment(ref this.traces)}";
        reply = reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["x-trace-id"] = trace } };
        if (fault is { DelayFirstByteMs: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayFirstByteMs), TimeProvider.System, context.RequestAborted);
        }

        if (fault is { UntilReleased: true })
        {
            await this.released.WaitAsync(context.RequestAborted);
        }

        // Stamped and logged before the last byte leaves: whoever has read the answer finds it here, and no client can be faster than the stamp.
        void Ending() => log.Add(new ReceivedRequest(path, reply.Status, this.Kept(body), arrived, Stopwatch.GetTimestamp()));
        if (fault?.CutAtByte is not null)
        {
            Ending();
            await RawSender.SendCutAsync(context, reply, fault, context.RequestAborted);
            return;
        }

        await ReplySender.SendAsync(context, reply, fault, Ending);
    }

    private ReadOnlyMemory<byte> Kept(byte[] body) => keepsRequests ? body : ReadOnlyMemory<byte>.Empty;

    private async Task AddFaultAsync(HttpContext context)
    {
        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        faults.Add(ModelFault.Parse(System.Text.Encoding.UTF8.GetString(body)));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task ClearFaultsAsync(HttpContext context)
    {
        faults.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task ReleaseAsync(HttpContext context)
    {
        this.released.Release();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, WireReply reply) => ReplySender.SendAsync(context, reply, null, () => { });

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length and < int.MaxValue)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, cancellationToken);
            return exact;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
