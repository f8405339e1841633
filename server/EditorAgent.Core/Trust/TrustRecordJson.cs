using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>A record as JSON. Whatever is not exactly what we write is refused: a record that can be read two ways trusts nothing.</summary>
internal static class TrustRecordJson
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static byte[] Write(TrustRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("root", record.Root);
            json.WriteString("identity", record.Identity);
            json.WriteString("grantedAt", record.GrantedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStartArray("files");
            foreach (var file in record.Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Relative);
                json.WriteString("hash", file.Hash.Value);
                if (file.Text is not null)
                {
                    json.WriteString("text", file.Text);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not a record of this version.</exception>
    public static TrustRecord Read(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version)
            {
                throw new InvalidDataException("it is of another version");
            }

            return new TrustRecord(
                Text(root, "root"),
                root.GetProperty("identity").GetString(),
                DateTimeOffset.Parse(Text(root, "grantedAt"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                [.. root.GetProperty("files").EnumerateArray().Select(ReadFile)]);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("it is damaged", malformed);
        }
    }

    private static TrustedFile ReadFile(JsonElement file) => new(
        Text(file, "path"),
        new ContentHash(Text(file, "hash")),
        file.TryGetProperty("text", out var text) ? text.GetString() : null);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException();
}
