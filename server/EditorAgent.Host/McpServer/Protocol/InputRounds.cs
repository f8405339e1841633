using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Protocol;

/// <summary>
/// The rounds of one request whose client has to answer something in between: state goes out sealed and comes back opened, and answers must have
/// the shape of answers.
/// </summary>
internal sealed class InputRounds(TimeProvider time)
{
    private readonly RequestStateSeal seal = new(time);

    /// <summary>A handler that sees its own state as it gave it.</summary>
    public McpRequestHandler<TParams, TResult> Around<TParams, TResult>(McpRequestHandler<TParams, TResult> inner, Func<TParams, string?> nameOf)
        where TParams : RequestParams => async (request, cancellationToken) =>
    {
        var name = nameOf(request.Params);
        this.Open(request.JsonRpcRequest, request.Params, name);
        try
        {
            return await inner(request, cancellationToken);
        }
        catch (InputRequiredException required)
        {
            throw this.Sealed(request.JsonRpcRequest.Method, name, required);
        }
    };

    /// <summary>Opens the state of the parameters in place.</summary>
    /// <exception cref="McpProtocolException">The state was tampered with, or an answer is no answer.</exception>
    public void Open(JsonRpcRequest request, RequestParams parameters, string? name)
    {
        if (request.Params is JsonObject raw && raw.TryGetPropertyValue("inputResponses", out var responses)
            && (responses is not JsonObject answers || answers.Any(answer => answer.Value is not JsonObject)))
        {
            throw new McpProtocolException("inputResponses must be an object of objects, by the keys of inputRequests.", McpErrorCode.InvalidParams);
        }

        if (parameters.RequestState is { } state)
        {
            parameters.RequestState = this.seal.Open(request.Method, name, state);
        }
    }

    /// <summary>The same questions, with a state that cannot be changed unnoticed.</summary>
    public InputRequiredException Sealed(string method, string? name, InputRequiredException required) => new(new InputRequiredResult
    {
        InputRequests = required.Result.InputRequests,
        RequestState = required.Result.RequestState is { } state ? this.seal.Seal(method, name, state) : null,
        Meta = required.Result.Meta,
    });

    public static ImmutableDictionary<string, InputResponse> AnswersOf(RequestParams parameters) =>
        parameters.InputResponses?.ToImmutableDictionary(StringComparer.Ordinal) ?? ImmutableDictionary<string, InputResponse>.Empty;

    /// <summary>Whether it answers a form: with an action that there is.</summary>
    public static bool IsElicitResult(InputResponse response) =>
        response.RawValue.ValueKind == JsonValueKind.Object
        && response.RawValue.TryGetProperty("action", out var action)
        && action.ValueKind == JsonValueKind.String
        && action.GetString() is "accept" or "decline" or "cancel";
}
