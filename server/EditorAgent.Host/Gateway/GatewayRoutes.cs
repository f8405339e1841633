using System.Text.Json;
using EditorAgent.Host.Gateway.Chat;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Responses;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway;

/// <summary>Which request means what. Every refusal has the API's form.</summary>
internal sealed class GatewayRoutes(GatewayParts parts) : IDisposable
{
    private readonly ResponseEndpoints responses = new(parts);
    private readonly ChatEndpoint chat = new(parts);
    private readonly SemaphoreSlim places = new(GatewayLimits.AtOnce);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await this.RouteAsync(context, context.RequestAborted);
        }
        catch (ApiProblem problem) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, problem);
        }
    }

    public void Dispose() => this.places.Dispose();

    public static Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(BodyOf(problem), JsonSerializerOptions.Web, context.RequestAborted);
    }

    /// <summary>What the listener refuses before a route is looked for.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string line) => WriteAsync(context, status switch
    {
        401 => new ApiProblem(status, "invalid_request_error", line, code: "invalid_api_key"),
        >= 500 => new ApiProblem(status, "server_error", line, code: "server_error"),
        _ => new ApiProblem(status, "invalid_request_error", line, code: "forbidden"),
    });

    /// <summary><c>{"error": {"message", "type", "param", "code"}}</c>.</summary>
    public static Dictionary<string, Dictionary<string, string?>> BodyOf(ApiProblem problem) => new()
    {
        ["error"] = new() { ["message"] = problem.Message, ["type"] = problem.Type, ["param"] = problem.Param, ["code"] = problem.Code },
    };

    private Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var method = context.Request.Method;
        string[] path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, path) switch
        {
            ("POST", ["v1", "responses"]) => this.BoundedAsync(() => this.responses.CreateAsync(context, cancellationToken)),
            ("GET", ["v1", "responses", var id]) => this.responses.GetAsync(context, id, cancellationToken),
            ("DELETE", ["v1", "responses", var id]) => this.responses.DeleteAsync(context, id, cancellationToken),
            ("POST", ["v1", "responses", var id, "cancel"]) => this.responses.CancelAsync(id),
            ("POST", ["v1", "chat", "completions"]) => this.BoundedAsync(() => this.chat.CreateAsync(context, cancellationToken)),
            ("GET", ["v1", "models"]) => parts.List.AnswerAsync(context, cancellationToken),
            (_, ["v1", "responses"] or ["v1", "chat", "completions"] or ["v1", "models"]) => throw new ApiProblem(405, "invalid_request_error", $"Not allowed to {method} here.", code: "method_not_supported"),
            _ => throw ApiProblem.NotFound($"Unknown request URL: {method} {context.Request.Path}.", code: "unknown_url"),
        };
    }

    private async Task BoundedAsync(Func<Task> work)
    {
        if (!await this.places.WaitAsync(0))
        {
            throw new ApiProblem(429, "rate_limit_error", $"{GatewayLimits.AtOnce} responses are under way already; try again in a moment.", code: "rate_limit_exceeded");
        }

        try
        {
            await work();
        }
        finally
        {
            this.places.Release();
        }
    }
}
