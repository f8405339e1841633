using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Collects server-sent events, each as the bytes of one chunk.</summary>
internal sealed class EventBuffer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new(8192);
    private readonly List<(int Start, int Length)> events = [];

    public void Add(string? name, Action<Utf8JsonWriter> data)
    {
        var start = this.buffer.WrittenCount;
        if (name is not null)
        {
            this.buffer.Write("event: "u8);
            this.buffer.Write(System.Text.Encoding.UTF8.GetBytes(name));
            this.buffer.Write("\n"u8);
        }

        this.buffer.Write("data: "u8);
        using (var json = new Utf8JsonWriter(this.buffer, Options))
        {
            json.WriteStartObject();
            data(json);
            json.WriteEndObject();
        }

        this.buffer.Write("\n\n"u8);
        this.events.Add((start, this.buffer.WrittenCount - start));
    }

    public void AddDone()
    {
        var start = this.buffer.WrittenCount;
        this.buffer.Write("data: [DONE]\n\n"u8);
        this.events.Add((start, this.buffer.WrittenCount - start));
    }

    public static byte[] Document(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> ToChunks()
    {
        var bytes = this.buffer.WrittenMemory;
        return [.. this.events.Select(item => bytes.Slice(item.Start, item.Length))];
    }
}
