using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>One request after another, each to the same handler; a fault in it costs that request only.</summary>
internal sealed partial class LoopbackApplication(RequestDelegate handle, ILogger logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await handle(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (BadHttpRequestException tooMuch) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, tooMuch.StatusCode, tooMuch.Message);
        }
        catch (Exception exception)
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            this.LogFault(id, exception);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"Something went wrong inside EditorAgent (fault {id} in its log).");
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static Task RefuseAsync(HttpContext context, int status, string line) => (context.Features.Get<RefusalWriter>() ?? PlainRefusal.WriteAsync)(context, status, line);

    [LoggerMessage(1, LogLevel.Error, "A request failed, fault {Id}")]
    private partial void LogFault(string id, Exception exception);
}
