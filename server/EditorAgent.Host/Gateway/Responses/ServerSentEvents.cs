using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Events to a client that reads along, each flushed when it is sent.</summary>
internal sealed class ServerSentEvents(HttpResponse response) : IEventSink
{
    public bool IsLive => true;

    public static ServerSentEvents Begin(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return new ServerSentEvents(context.Response);
    }

    public async ValueTask SendAsync(string type, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (type.Length > 0)
        {
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: {type}\n"), cancellationToken);
        }

        await response.Body.WriteAsync("data: "u8.ToArray(), cancellationToken);
        await response.Body.WriteAsync(data, cancellationToken);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
