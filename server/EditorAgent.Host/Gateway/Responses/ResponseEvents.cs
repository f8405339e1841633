using System.Text.Json;
using EditorAgent.Host.Gateway.Items;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>The events of one response, numbered from 0 without a gap.</summary>
internal sealed class ResponseEvents(ResponseDraft draft, IEventSink sink, CancellationToken cancellationToken)
{
    private int sequence;

    public bool IsLive => sink.IsLive;

    /// <summary><c>response.created</c>, <c>.in_progress</c>, <c>.completed</c>, <c>.incomplete</c> or <c>.failed</c>: with the response as it is now.</summary>
    public ValueTask OfResponseAsync(string what) => this.SendAsync($"response.{what}", writer =>
    {
        writer.WritePropertyName("response"u8);
        ResponseWriter.Write(writer, draft);
    });

    public ValueTask ItemAddedAsync(int place, Item item) => this.OfItemAsync("response.output_item.added", place, item);

    public ValueTask ItemDoneAsync(int place, Item item) => this.OfItemAsync("response.output_item.done", place, item);

    /// <summary>An event about an item: <c>item_id</c>, <c>output_index</c> and what <paramref name="more"/> writes.</summary>
    public ValueTask AboutAsync(string type, int place, string itemId, Action<Utf8JsonWriter>? more = null) => this.SendAsync(type, writer =>
    {
        writer.WriteString("item_id"u8, itemId);
        writer.WriteNumber("output_index"u8, place);
        more?.Invoke(writer);
    });

    private ValueTask OfItemAsync(string type, int place, Item item) => this.SendAsync(type, writer =>
    {
        writer.WriteNumber("output_index"u8, place);
        writer.WritePropertyName("item"u8);
        ItemWriter.Write(writer, item);
    });

    private ValueTask SendAsync(string type, Action<Utf8JsonWriter> fields)
    {
        if (!sink.IsLive)
        {
            return ValueTask.CompletedTask;
        }

        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, ResponseWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteNumber("sequence_number"u8, this.sequence++);
            fields(writer);
            writer.WriteEndObject();
        }

        return sink.SendAsync(type, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken);
    }
}
