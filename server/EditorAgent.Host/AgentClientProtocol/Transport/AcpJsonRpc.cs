using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>
/// The connection. Handlers run in the order in which their messages came, up to their first await. Errors that a handler means
/// (<see cref="LocalRpcException"/>) reach the client as they are; parameters that do not fit are -32602; anything else is a bug: it is
/// logged under an id, and the client is told that id and nothing more, as -32603.
/// </summary>
internal sealed partial class AcpJsonRpc : JsonRpc
{
    /// <summary>No method has a longer name; what is longer is not repeated.</summary>
    private const int LongestMethod = 100;

    private readonly ConcurrentDictionary<object, Action> afterResponse = new(ReferenceEqualityComparer.Instance);
    private readonly AcpMessageHandler handler;
    private readonly ILogger logger;

    public AcpJsonRpc(AcpMessageHandler handler, ILogger logger)
        : base(handler)
    {
        this.handler = handler;
        this.logger = logger;
        this.CancelLocallyInvokedMethodsWhenConnectionIsClosed = true;
        this.CancellationStrategy = new AcpCancellationStrategy(this, logger);
    }

    /// <summary>
    /// Runs <paramref name="action"/> right after the response that carries this very <paramref name="result"/> object has been written;
    /// never, if it cannot be. Call it in the handler, before returning the result.
    /// </summary>
    public void AfterResponse(object result, Action action) => this.afterResponse[result] = action;

    protected override void OnResponseSent(JsonRpcMessage response)
    {
        base.OnResponseSent(response);
        if (response is JsonRpcResult { Result: { } result } && this.afterResponse.TryRemove(result, out var action))
        {
            action();
        }
    }

    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        switch (AcpErrors.From(exception) ?? exception)
        {
            case LocalRpcException deliberate:
                return new() { Code = (JsonRpcErrorCode)deliberate.ErrorCode, Message = deliberate.Message, Data = deliberate.ErrorData };
            case JsonException misfit:
                return new() { Code = JsonRpcErrorCode.InvalidParams, Message = InvalidParams(request, misfit) };
            default:
                var id = Guid.NewGuid().ToString("N")[..8];
                this.LogBug(exception, request.Method, id);
                return new() { Code = JsonRpcErrorCode.InternalError, Message = $"Internal error {id} in {request.Method}; the log has the details." };
        }
    }

    /// <summary>The library's own code for a result that cannot be serialised has no meaning in ACP.</summary>
    protected override ValueTask SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        if (message is JsonRpcError { Error: { Code: JsonRpcErrorCode.ResponseSerializationFailure } error })
        {
            error.Code = JsonRpcErrorCode.InternalError;
        }
        else if (message is JsonRpcError { Error: { Code: JsonRpcErrorCode.MethodNotFound } unknown } answer)
        {
            unknown.Message = this.handler.MethodOf(answer.RequestId) is { Length: <= LongestMethod } method ? $"Method not found: {method}." : "Method not found.";
            unknown.Data = null;
        }

        return base.SendAsync(message, cancellationToken);
    }

    /// <summary>Error data of a peer is never turned into types; its message says enough.</summary>
    protected override Type? GetErrorDetailsDataType(JsonRpcError error) => typeof(JsonElement);

    private static string InvalidParams(JsonRpcRequest request, JsonException misfit)
    {
        var place = string.IsNullOrEmpty(misfit.Path) || misfit.Path == "$" ? null : misfit.Path;
        if (MissingMembers(misfit) is { Length: > 0 } missing)
        {
            return $"Invalid params for {request.Method}: missing {missing}{(place is null ? "" : $" in '{place}'")}.";
        }

        return $"Invalid params for {request.Method}: {(place is null ? "a member" : $"'{place}'")} is missing, doubled or of the wrong kind.";
    }

    /// <summary>The names as the serialiser quotes them; they are the records' own, never the client's. Empty when it says another thing.</summary>
    private static string MissingMembers(JsonException misfit)
    {
        var said = misfit.Message.IndexOf("missing required properties", StringComparison.Ordinal);
        return said < 0 ? "" : string.Join(", ", QuotedName().Matches(misfit.Message, said).Select(name => name.Value));
    }

    [GeneratedRegex("'[A-Za-z_]+'")]
    private static partial Regex QuotedName();

    [LoggerMessage(Level = LogLevel.Error, Message = "ACP: internal error {Id} in {Method}")]
    private partial void LogBug(Exception exception, string? method, string id);
}
