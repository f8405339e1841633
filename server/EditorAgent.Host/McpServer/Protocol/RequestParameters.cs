using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>What the parameters of a request have to be. The SDK would call everything else a fault of the server.</summary>
internal static class RequestParameters
{
    private static readonly Shape Page = new(typeof(ListToolsRequestParams), "a cursor (text), if any") { MayBeMissing = true };
    private static readonly Shape Uri = new(typeof(ReadResourceRequestParams), "uri (text)", "uri");

    private static readonly ImmutableDictionary<string, Shape> Methods = ImmutableDictionary.CreateRange<string, Shape>(
    [
        new(RequestMethods.Initialize, new(typeof(InitializeRequestParams), "protocolVersion (text), capabilities (an object) and clientInfo (an object with name and version, both text)", "protocolVersion", "capabilities", "clientInfo")),
        new(RequestMethods.ToolsList, Page),
        new(RequestMethods.ToolsCall, new(typeof(CallToolRequestParams), "name (text) and, if any, arguments (an object)", "name")),
        new(RequestMethods.PromptsList, Page),
        new(RequestMethods.PromptsGet, new(typeof(GetPromptRequestParams), "name (text) and, if any, arguments (an object)", "name")),
        new(RequestMethods.ResourcesList, Page),
        new(RequestMethods.ResourcesTemplatesList, Page),
        new(RequestMethods.ResourcesRead, Uri),
        new(RequestMethods.ResourcesSubscribe, Uri),
        new(RequestMethods.ResourcesUnsubscribe, Uri),
        new(RequestMethods.CompletionComplete, new(typeof(CompleteRequestParams), "ref (type ref/prompt with name, or ref/resource with uri) and argument (name and value, both text)", "ref", "argument")),
        new(RequestMethods.LoggingSetLevel, new(typeof(SetLevelRequestParams), "level: debug, info, notice, warning, error, critical, alert or emergency", "level")),
        new(RequestMethods.SubscriptionsListen, new(typeof(SubscriptionsListenRequestParams), "notifications (an object)", "notifications")),
    ]);

    private static readonly ImmutableArray<(string Key, Type Type, string Needs)> OfClient =
    [
        (MetaKeys.ClientInfo, typeof(Implementation), "an object with name and version, both text"),
        (MetaKeys.ClientCapabilities, typeof(ClientCapabilities), "an object of capabilities"),
        (MetaKeys.LogLevel, typeof(LoggingLevel), "a level: debug, info, notice, warning, error, critical, alert or emergency"),
    ];

    /// <returns>What is wrong, in a line, or null.</returns>
    public static string? Problem(JsonRpcRequest request) =>
        MetaProblem(request.Params as JsonObject)
        ?? (!Methods.TryGetValue(request.Method, out var shape) || shape.Fits(request.Params) ? null : $"The params of {request.Method} must be an object with {shape.Needs}.");

    private static string? MetaProblem(JsonObject? parameters)
    {
        if (parameters?["_meta"] is not { } node)
        {
            return null;
        }

        return node is not JsonObject meta ? "_meta must be an object."
            : OfClient.FirstOrDefault(one => meta[one.Key] is { } value && !CanBe(value, one.Type)) is { Key: not null } wrong ? $"{wrong.Key} in _meta must be {wrong.Needs}."
            : null;
    }

    private static bool CanBe(JsonNode value, Type type)
    {
        try
        {
            value.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(type));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <param name="Type">The SDK's type of them.</param>
    /// <param name="Needs">The same in words.</param>
    /// <param name="Required">Members that must be there; null is no value.</param>
    private sealed record Shape(Type Type, string Needs, params string[] Required)
    {
        public bool MayBeMissing { get; init; }

        public bool Fits(JsonNode? value) => value is null
            ? this.MayBeMissing
            : value is JsonObject parameters && this.Required.All(name => parameters[name] is not null) && CanBe(parameters, this.Type);
    }
}
