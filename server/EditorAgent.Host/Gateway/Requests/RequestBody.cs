using System.Text.Json;
using EditorAgent.Core.Models;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>Reads a request's JSON: one object, UTF-8, no name twice, not deep. Its size is the listener's to bound.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="ApiProblem">It is something else.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw ApiProblem.Invalid(null, "The body must be JSON, with the header Content-Type: application/json.", "unsupported_content_type");
        }

        try
        {
            using var bytes = new MemoryStream();
            await context.Request.Body.CopyToAsync(bytes, cancellationToken);
            return Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        }
        catch (BadHttpRequestException exception)
        {
            throw new ApiProblem(exception.StatusCode, "invalid_request_error", exception.StatusCode == 413 ? "The body is too large." : "The body cannot be read.");
        }
    }

    /// <exception cref="ApiProblem">It is no JSON, or not the kind that is read the same by everyone.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (!JsonText.IsReadable(body.Span))
            {
                throw ApiProblem.Invalid(null, "The body holds bytes that are not UTF-8, or half of a surrogate pair.", "invalid_json");
            }

            var element = JsonElement.Parse(body.Span, Strict);
            return element.ValueKind == JsonValueKind.Object ? element : throw ApiProblem.Invalid(null, "The body must be a JSON object.", "invalid_json");
        }
        catch (JsonException exception)
        {
            throw ApiProblem.Invalid(null, $"We could not parse the JSON body of your request: {exception.Message}", "invalid_json");
        }
    }
}
