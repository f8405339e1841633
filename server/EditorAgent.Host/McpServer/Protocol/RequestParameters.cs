using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>What the parameters of a request have to be. The SDK would call everything else a fault of the server.</summary>
internal static class RequestParameters
{
    private static readonly ImmutableDictionary<string, Shape> Methods = ImmutableDictionary.CreateRange<string, Shape>(
    [
        new(RequestMethods.Initialize, new(typeof(InitializeRequestParams), "protocolVersion (text), capabilities (an object) and clientInfo (an object with name and version, both text)", "protocolVersion", "capabilities", "clientInfo")),
    ]);

    /// <returns>What is wrong, in a line, or null.</returns>
    public static string? Problem(JsonRpcRequest request) =>
        !Methods.TryGetValue(request.Method, out var shape) || shape.Fits(request.Params)
            ? null
            : $"The params of {request.Method} must be an object with {shape.Needs}.";

    /// <param name="Type">The SDK's type of them.</param>
    /// <param name="Needs">The same in words.</param>
    /// <param name="Required">Members that must be there; null is no value.</param>
    private sealed record Shape(Type Type, string Needs, params string[] Required)
    {
        public bool Fits(JsonNode? value)
        {
            if (value is not JsonObject parameters || this.Required.Any(name => parameters[name] is null))
            {
                return false;
            }

            try
            {
                parameters.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(this.Type));
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
