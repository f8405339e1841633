using System.Buffers;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Writes a message with the records' own metadata, which the library's formatter would look for by reflection.</summary>
internal static class LspMessageWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = LspJson.Wire.Encoder, MaxDepth = LspJson.Depth };

    public static void Write(IBufferWriter<byte> output, JsonRpcMessage message)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        switch (message)
        {
            case JsonRpcRequest request:
                WriteId(writer, request.RequestId);
                writer.WriteString("method"u8, request.Method);
                if (request.Arguments is { } arguments)
                {
                    writer.WritePropertyName("params"u8);
                    WriteValue(writer, arguments);
                }

                break;
            case JsonRpcResult result:
                WriteId(writer, result.RequestId);
                writer.WritePropertyName("result"u8);
                WriteValue(writer, result.Result);
                break;
            case JsonRpcError error:
                WriteId(writer, error.RequestId);
                writer.WriteStartObject("error"u8);
                writer.WriteNumber("code"u8, (int)error.Error!.Code);
                writer.WriteString("message"u8, error.Error.Message ?? "");
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        JsonSerializer.Serialize(writer, value, LspJson.Wire.GetTypeInfo(value.GetType()));
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
    }
}
