using EditorAgent.Core.Configuration;
using EditorAgent.Core.Sessions;
using EditorAgent.Protocol;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The errors that a client is meant to see: what happened and what to do.</summary>
internal static class AcpErrors
{
    public static LocalRpcException InvalidParams(string message) => Of(AcpErrorCodes.InvalidParams, message);

    public static LocalRpcException InvalidRequest(string message) => Of(AcpErrorCodes.InvalidRequest, message);

    public static LocalRpcException AuthenticationRequired(string message) => Of(AcpErrorCodes.AuthenticationRequired, message);

    public static LocalRpcException NotFound(string message) => Of(AcpErrorCodes.ResourceNotFound, message);

    public static LocalRpcException Failed(string message) => Of(AcpErrorCodes.InternalError, message);

    /// <summary>The expected failures of Core in ACP's codes; null for what is a bug.</summary>
    public static LocalRpcException? From(Exception exception) => exception switch
    {
        SessionNotFoundException => NotFound(exception.Message),
        JournalException => InvalidRequest(exception.Message),
        ConfigurationException => Failed(exception.Message),
        _ => null,
    };

    /// <summary>The params of a request that cannot do without.</summary>
    public static T Required<T>(T? parameters, string method)
        where T : class => parameters ?? throw InvalidParams($"{method} needs params.");

    private static LocalRpcException Of(int code, string message) => new(message) { ErrorCode = code };
}
