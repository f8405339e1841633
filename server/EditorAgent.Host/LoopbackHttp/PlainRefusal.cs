using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>A line of text, for doors whose protocol has no form of its own for it.</summary>
internal static class PlainRefusal
{
    public static Task WriteAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line + "\n", context.RequestAborted);
    }
}
