using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace EditorAgent.ScriptedModelServer;

/// <summary>Every request to the model, in order of completion. Any thread may call.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<ReceivedRequest> requests = [];

    public void Add(ReceivedRequest request)
    {
        lock (this.gate)
        {
            this.requests.Add(request);
        }
    }

    public IReadOnlyList<ReceivedRequest> Snapshot()
    {
        lock (this.gate)
        {
            return [.. this.requests];
        }
    }

    /// <summary>One line a body, as received; a body with line breaks in it is told as a JSON string.</summary>
    public byte[] ToJsonLines()
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var request in this.Snapshot())
        {
            if (request.Body.Span.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
            {
                using var json = new Utf8JsonWriter(buffer);
                json.WriteStringValue(request.Body.Span);
            }
            else
            {
                buffer.Write(request.Body.Span);
            }

            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public byte[] ToTimings()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("frequency", Stopwatch.Frequency);
            json.WriteStartArray("requests");
            foreach (var request in this.Snapshot())
            {
                json.WriteStartObject();
                json.WriteNumber("arrived", request.ArrivedTicks);
                json.WriteNumber("ended", request.EndedTicks);
                json.WriteNumber("status", request.Status);
                json.WriteNumber("bytes", request.Body.Length);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
