using System.Buffers;
using System.Text.Json;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>An answer that refuses the request, in the words and shape of a vendor.</summary>
public sealed record VendorRefusal(int Status, string Type, string Message)
{
    public static VendorRefusal Invalid(string message) => new(400, "invalid_request_error", message);

    public byte[] ToBody(VendorDialect dialect)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (dialect == VendorDialect.AnthropicMessages)
            {
                json.WriteString("type", "error");
            }

            json.WriteStartObject("error");
            json.WriteString("type", Type);
            json.WriteString("message", Message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
