using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>Arguments that a tool's schema marks with <c>x-mcp-header</c>: the headers must say the same as the body.</summary>
internal static class ParameterHeaders
{
    private const int MaxDepth = 16;

    /// <returns>What is wrong, or null.</returns>
    public static string? Check(IHeaderDictionary headers, JsonElement schema, JsonNode? arguments, int depth = 0)
    {
        if (depth > MaxDepth || schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var value = (arguments as JsonObject)?[property.Name];
            var problem = CheckOne(headers, property, value) ?? Check(headers, property.Value, value, depth + 1);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? CheckOne(IHeaderDictionary headers, JsonProperty property, JsonNode? value)
    {
        if (property.Value.ValueKind != JsonValueKind.Object || !property.Value.TryGetProperty("x-mcp-header", out var mark) || mark.GetString() is not { Length: > 0 } mirrored)
        {
            return null;
        }

        var name = $"Mcp-Param-{mirrored}";
        var isThere = headers.TryGetValue(name, out var header);
        if (value is null)
        {
            return isThere ? $"{name} is there, but the argument {property.Name} is not." : null;
        }

        if (!isThere)
        {
            return $"{name} is missing; it repeats the argument {property.Name}.";
        }

        return HeaderValue.Read(header) is not { } text
            ? $"{name} holds no header value."
            : HeaderValue.Says(text, value) ? null : $"{name} is not the argument {property.Name}.";
    }
}
