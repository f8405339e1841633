using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>Puts a connection together over two byte streams.</summary>
internal static class AcpConnection
{
    private const int ReadBuffer = 64 * 1024;

    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="types">The records that cross this connection.</param>
    /// <param name="logger">Where refused messages and internal errors go.</param>
    /// <param name="lineLimit">Longest line accepted, in bytes.</param>
    public static AcpJsonRpc Create(
        Stream input, Stream output, IJsonTypeInfoResolver types, ILogger logger, int lineLimit = AcpMessageHandler.DefaultLineLimit)
    {
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = OptionsFor(types) };
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadBuffer, leaveOpen: true));
        return new AcpJsonRpc(new AcpMessageHandler(writer, reader, formatter, logger, lineLimit), logger);
    }

    private static JsonSerializerOptions OptionsFor(IJsonTypeInfoResolver types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(types, TransportJsonContext.Default),
    };
}
