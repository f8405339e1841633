using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>
/// A connection between the sidecar and a worker: JSON-RPC with headers over two byte streams. What a method fails with is logged here under an
/// id; the other side is told the id and one line.
/// </summary>
internal sealed partial class CodeHostConnection : JsonRpc
{
    public CodeHostConnection(Stream input, Stream output, ILogger logger)
        : base(new HeaderDelimitedMessageHandler(output, input, CodeHostJson.Formatter()))
    {
        this.Logger = logger;
        this.CancelLocallyInvokedMethodsWhenConnectionIsClosed = true;
        this.AllowModificationWhileListening = true;
    }

    public ILogger Logger { get; }

    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            return base.CreateErrorDetails(request, exception);
        }

        var id = Guid.NewGuid().ToString("N")[..8];
        LogBug(this.Logger, exception, request.Method, id);
        return new() { Code = JsonRpcErrorCode.InternalError, Message = $"internal error {id} in {request.Method}; the log has the details" };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "C# worker: internal error {Id} in {Method}")]
    private static partial void LogBug(ILogger logger, Exception exception, string? method, string id);
}
