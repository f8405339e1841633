using System.Net;
using System.Text.Json;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>Every way in which a server, a link or the SDK says no, as the one kind of failure that the other rooms know.</summary>
internal static class Failures
{
    public static ServerException OfError(JsonElement error)
    {
        var detail = DetailOf(error);
        var failure = new ServerException(ServerFailureKind.Refused, $"The server answered with an error: {detail.Message}") { WasSent = true, Code = detail.Code };
        if (detail is { Code: (int)McpErrorCode.UrlElicitationRequired, Data: JsonElement wanted })
        {
            failure.Data[AddressVisits.Wanted] = wanted;
        }

        return failure;
    }

    public static JsonRpcErrorDetail DetailOf(JsonElement error)
    {
        string? message;
        try
        {
            message = error.Text("message");
        }
        catch (InvalidOperationException)
        {
            message = null;
        }

        return new JsonRpcErrorDetail
        {
            Code = (int)Math.Clamp(error.Number("code") ?? (int)McpErrorCode.InternalError, int.MinValue, int.MaxValue),
            Message = ServerText.Line(message) is { Length: > 0 } words ? words : "it did not say why",
            Data = error.ValueKind is JsonValueKind.Object && error.TryGetProperty("data", out var data) ? data : null,
        };
    }

    /// <param name="failure">As it came out of the SDK.</param>
    /// <param name="server">Its name.</param>
    /// <param name="link">Over which it went wrong.</param>
    public static ServerException Of(Exception failure, string server, IServerLink link) => failure switch
    {
        ServerException own => own,
        McpException and not McpProtocolException when link.TurnedAway => new ServerException(ServerFailureKind.LoginNeeded, $"The login at the server {server} failed: {ServerText.Line(failure.Message)}", failure),
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new ServerException(ServerFailureKind.LoginNeeded, $"The server {server} wants a login.", failure),
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } when link.SessionId is not null => new ServerException(ServerFailureKind.SessionLost, $"The server {server} does not know our session any more.", failure),
        HttpRequestException { StatusCode: { } status } => new ServerException((int)status >= 500 ? ServerFailureKind.Ended : ServerFailureKind.Refused, $"The server {server} answered with HTTP {(int)status}.", failure) { WasSent = true },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } =>
            new ServerException(ServerFailureKind.Unreachable, $"The server {server} cannot be reached: {ServerText.Line(failure.Message)}", failure),
        McpProtocolException refused => new ServerException(ServerFailureKind.Refused, $"The server {server} answered with an error: {ServerText.Line(refused.Message)}", failure) { WasSent = true, Code = (int)refused.ErrorCode },
        TimeoutException => new ServerException(ServerFailureKind.TimedOut, $"The server {server} did not answer in time.", failure),
        _ when Inner(failure) is { } own => own,
        IOException or HttpRequestException or ObjectDisposedException => new ServerException(ServerFailureKind.Ended, $"The connection to the server {server} broke: {ServerText.Line(failure.Message)}", failure),
        McpException or JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException =>
            new ServerException(ServerFailureKind.Unreadable, $"The server {server} sent what makes no sense: {ServerText.Line(failure.Message)}", failure),
        _ => new ServerException(ServerFailureKind.Ended, $"The connection to the server {server} broke: {failure.GetType().Name}.", failure),
    };

    private static ServerException? Inner(Exception failure)
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is ServerException own)
            {
                return own;
            }
        }

        return null;
    }
}
