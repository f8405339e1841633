using System.Buffers;
using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>
/// Writes a message as one line with nothing at the root but what JSON-RPC names. Uses the records' own metadata and encoder: the
/// library's formatter would need reflection for them and escape every letter beyond ASCII.
/// </summary>
internal sealed class AcpMessageWriter(JsonSerializerOptions options)
{
    private readonly JsonWriterOptions writerOptions = new() { Encoder = options.Encoder, MaxDepth = options.MaxDepth };

    public void Write(IBufferWriter<byte> output, JsonRpcMessage message)
    {
        using (var writer = new Utf8JsonWriter(output, this.writerOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            switch (message)
            {
                case JsonRpcRequest request:
                    WriteId(writer, request.RequestId);
                    writer.WriteString("method"u8, request.Method);
                    this.WriteMember(writer, "params"u8, request.Arguments);
                    break;
                case JsonRpcResult { Result: { } answer } result:
                    WriteId(writer, result.RequestId);
                    this.WriteMember(writer, "result"u8, answer);
                    break;
                case JsonRpcResult done:
                    // Of a method that has no result: a notification that came with an id.
                    WriteId(writer, done.RequestId);
                    writer.WriteNull("result"u8);
                    break;
                case JsonRpcError error:
                    WriteId(writer, error.RequestId);
                    this.WriteError(writer, error.Error!);
                    break;
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private void WriteError(Utf8JsonWriter writer, JsonRpcError.ErrorDetail error)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, (int)error.Code);
        writer.WriteString("message"u8, error.Message ?? "");
        this.WriteMember(writer, "data"u8, error.Data);
        writer.WriteEndObject();
    }

    private void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, object? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
    }

    private static void WriteId(Utf8JsonWriter writer, RequestId id)
    {
        if (id.Number is { } number)
        {
            writer.WriteNumber("id"u8, number);
        }
        else if (id.String is { } text)
        {
            writer.WriteString("id"u8, text);
        }
        else if (id.IsNull)
        {
            writer.WriteNull("id"u8);
        }
    }
}
