using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EditorAgent.Mcp.Trust;

/// <summary>The approvals of one workspace as JSON. What is not exactly as it was written is refused: it approves nothing.</summary>
internal static class ApprovalFile
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static byte[] Write(string root, ImmutableArray<ServerApproval> approvals)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("root"u8, root);
            json.WriteStartArray("servers"u8);
            foreach (var approval in approvals)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, approval.Name);
                json.WriteString("hash"u8, approval.Hash);
                json.WriteString("approvedAt"u8, approval.ApprovedAt.ToString("O", CultureInfo.InvariantCulture));
                json.WriteBoolean("believesHints"u8, approval.BelievesHints);
                WriteFacts(json, approval.Facts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not what we write, or of another workspace.</exception>
    public static ImmutableArray<ServerApproval> Read(byte[] content, string root)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            var file = document.RootElement;
            if (file.GetProperty("version"u8).GetInt32() != Version || !file.GetProperty("root"u8).ValueEquals(root))
            {
                throw new InvalidDataException("it is of another version or workspace");
            }

            return [.. file.GetProperty("servers"u8).EnumerateArray().Select(ReadApproval)];
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("it is damaged", malformed);
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, ImmutableArray<TrustLine> facts)
    {
        json.WriteStartArray("facts"u8);
        foreach (var fact in facts)
        {
            json.WriteStartObject();
            json.WriteString("label"u8, fact.Label);
            json.WriteString(fact.Text is null ? "hidden"u8 : "text"u8, fact.Text ?? fact.Hidden);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ServerApproval ReadApproval(JsonElement approval) => new(
        Text(approval, "name"u8),
        Text(approval, "hash"u8),
        DateTimeOffset.Parse(Text(approval, "approvedAt"u8), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        approval.GetProperty("believesHints"u8).GetBoolean(),
        [.. approval.GetProperty("facts"u8).EnumerateArray().Select(ReadFact)]);

    private static TrustLine ReadFact(JsonElement fact) => fact.TryGetProperty("text"u8, out _)
        ? new TrustLine(Text(fact, "label"u8), Text(fact, "text"u8))
        : new TrustLine(Text(fact, "label"u8), null, Text(fact, "hidden"u8));

    private static string Text(JsonElement element, ReadOnlySpan<byte> name) => element.GetProperty(name).GetString() ?? throw new FormatException();
}
