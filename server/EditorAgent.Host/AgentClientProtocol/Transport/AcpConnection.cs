using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>Puts a connection together over two byte streams.</summary>
internal static class AcpConnection
{
    private const int ReadBuffer = 64 * 1024;

    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="json">How the records of this connection are read and written.</param>
    /// <param name="logger">Where refused messages and internal errors go.</param>
    /// <param name="lineLimit">Longest line accepted, in bytes.</param>
    public static AcpJsonRpc Create(
        Stream input, Stream output, JsonSerializerOptions json, ILogger logger, int lineLimit = AcpMessageHandler.DefaultLineLimit)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadBuffer, leaveOpen: true));
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = json };
        return new AcpJsonRpc(new AcpMessageHandler(writer, reader, formatter, json, logger, lineLimit), logger);
    }
}
