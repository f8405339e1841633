using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Questions that the fixtures ask.</summary>
internal static class Forms
{
    /// <param name="message">For the person.</param>
    /// <param name="schema">The form, as JSON.</param>
    public static InputRequest Ask(string message, string schema) => new()
    {
        Method = RequestMethods.ElicitationCreate,
        Params = JsonElement.Parse($$"""{"mode":"form","message":{{JsonSerializer.Serialize(message)}},"requestedSchema":{{schema}}}"""),
    };

    public static InputRequest AskFor(string message, string field, string type = "string") =>
        Ask(message, $$$"""{"type":"object","properties":{"{{{field}}}":{"type":"{{{type}}}"}},"required":["{{{field}}}"]}""");

    public static InputRequest Sample(string text, int maxTokens) => new()
    {
        Method = RequestMethods.SamplingCreateMessage,
        Params = JsonElement.Parse($$$"""{"messages":[{"role":"user","content":{"type":"text","text":{{{JsonSerializer.Serialize(text)}}}}}],"maxTokens":{{{maxTokens}}}}"""),
    };

    public static InputRequest Roots { get; } = new() { Method = RequestMethods.RootsList, Params = JsonElement.Parse("{}") };

    /// <summary>A field of an accepted form, or null.</summary>
    public static string? Field(ServedCall call, string key, string field) =>
        call.InputResponses.TryGetValue(key, out var response) ? Field(response, field) : null;

    public static string? Field(InputResponse response, string field) =>
        response.RawValue.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object && content.TryGetProperty(field, out var value)
            ? value.ToString()
            : null;

    public static InputRequiredException Need(string? state, params (string Key, InputRequest Request)[] requests) =>
        new(requests.ToDictionary(pair => pair.Key, pair => pair.Request), state);
}
