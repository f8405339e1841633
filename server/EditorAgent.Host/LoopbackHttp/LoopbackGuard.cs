using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>
/// Who is served, decided before a byte of the body is read. The <c>Host</c> header must name this listener (403): a page whose name was made to
/// point here names another. An <c>Origin</c> must be this listener's own (403): pages of others are not served, and no answer carries a CORS
/// header. The token must be right (401).
/// </summary>
/// <param name="token">What clients must know.</param>
/// <param name="refusal">The form of a refusal, also of one that comes later; null is a line of text.</param>
internal sealed class LoopbackGuard(BearerToken token, RefusalWriter? refusal = null)
{
    private readonly RefusalWriter refuse = refusal ?? PlainRefusal.WriteAsync;

    /// <summary>Calls <paramref name="next"/>, or answers with the refusal.</summary>
    public Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        context.Features.Set(this.refuse);
        if (!NamesThisListener(request.Host, context.Connection.LocalPort))
        {
            return this.RefuseAsync(context, StatusCodes.Status403Forbidden, "The Host header does not name this server.");
        }

        if (!IsOwnOrigin(request.Headers.Origin, context.Connection.LocalPort) || request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"])
        {
            return this.RefuseAsync(context, StatusCodes.Status403Forbidden, "Requests of web pages are not served.");
        }

        if (request.Headers.Authorization is not [var authorization] || !token.IsIn(authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return this.RefuseAsync(context, StatusCodes.Status401Unauthorized, "The bearer token is missing or wrong.");
        }

        return next(context);
    }

    private static bool NamesThisListener(HostString host, int port) =>
        host.Host is "127.0.0.1" or "localhost" or "[::1]" or "::1" && (host.Port ?? 80) == port;

    private static bool IsOwnOrigin(Microsoft.Extensions.Primitives.StringValues origin, int port) => origin.Count switch
    {
        0 => true,
        1 => origin[0] is { } text && IsOwn(text, port.ToString(CultureInfo.InvariantCulture)),
        _ => false,
    };

    private static bool IsOwn(string origin, string port) =>
        origin == $"http://127.0.0.1:{port}" || origin == $"http://localhost:{port}" || origin == $"http://[::1]:{port}";

    private Task RefuseAsync(HttpContext context, int status, string line)
    {
        context.Response.Headers.CacheControl = "no-store";
        return this.refuse(context, status, line);
    }
}
