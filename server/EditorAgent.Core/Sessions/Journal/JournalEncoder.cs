using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Turns records into lines of the journal, many into one buffer, so that a batch is one write.</summary>
internal sealed class JournalEncoder
{
    private const int KeptCapacity = 1 << 20;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private ArrayBufferWriter<byte> buffer = new(16 * 1024);
    private Utf8JsonWriter? json;

    /// <summary>The lines added since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Lines => this.buffer.WrittenSpan;

    public void Add(long sequence, DateTimeOffset at, SessionEvent.Durable happened)
    {
        var start = this.buffer.WrittenCount;
        var writer = this.Begin(sequence, at);
        EventEncoder.Write(writer, happened);
        this.End(writer, start);
    }

    /// <param name="sequence">Number of the last durable record.</param>
    /// <param name="at">When the last piece of the text came.</param>
    /// <param name="messageId">The answer that is streaming.</param>
    /// <param name="text">The next piece of its text; null voids all pieces so far.</param>
    public void AddPartial(long sequence, DateTimeOffset at, string messageId, string? text)
    {
        var start = this.buffer.WrittenCount;
        var writer = this.Begin(sequence, at);
        writer.WriteString("k"u8, EventKind.Partial);
        writer.WriteStartObject("p"u8);
        writer.WriteString("message"u8, messageId);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
        this.End(writer, start);
    }

    public void Clear()
    {
        if (this.buffer.Capacity <= KeptCapacity)
        {
            this.buffer.ResetWrittenCount();
            return;
        }

        this.buffer = new ArrayBufferWriter<byte>(16 * 1024);
    }

    private Utf8JsonWriter Begin(long sequence, DateTimeOffset at)
    {
        this.json ??= new Utf8JsonWriter(this.buffer, Options);
        this.json.Reset(this.buffer);
        this.json.WriteStartObject();
        this.json.WriteNumber("v"u8, JournalLine.Version);
        this.json.WriteNumber("seq"u8, sequence);
        this.json.WriteString("t"u8, at);
        return this.json;
    }

    private void End(Utf8JsonWriter writer, int start)
    {
        writer.WriteEndObject();
        writer.Flush();
        JournalLine.Seal(this.buffer, start);
    }
}
