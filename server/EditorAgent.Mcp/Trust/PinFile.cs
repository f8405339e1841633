using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Trust;

/// <summary>The pins of one server as JSON. What is not exactly as it was written is refused.</summary>
internal static class PinFile
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 80 };

    public static byte[] Write(ServerIdentity server, PinSet pins)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("server"u8, server.Hash);
            json.WriteBoolean("whole"u8, pins.IsWhole);
            json.WriteStartArray("tools"u8);
            foreach (var pin in pins.Tools.Values.OrderBy(pin => pin.Name, StringComparer.Ordinal))
            {
                Write(json, pin);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not what we write, or of another server.</exception>
    public static PinSet Read(byte[] content, ServerIdentity server)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            var file = document.RootElement;
            if (file.GetProperty("version"u8).GetInt32() != Version || !file.GetProperty("server"u8).ValueEquals(server.Hash))
            {
                throw new InvalidDataException("it is of another version or server");
            }

            var tools = ImmutableDictionary.CreateBuilder<string, PinnedTool>(StringComparer.Ordinal);
            foreach (var entry in file.GetProperty("tools"u8).EnumerateArray())
            {
                var pin = ReadPin(entry);
                tools.Add(pin.Name, pin);
            }

            return new PinSet(tools.ToImmutable(), file.GetProperty("whole"u8).GetBoolean());
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("it is damaged", malformed);
        }
    }

    private static void Write(Utf8JsonWriter json, PinnedTool pin)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, pin.Name);
        json.WriteString("hash"u8, pin.Hash);
        if (pin.Tool is { } tool)
        {
            json.WriteString("title"u8, tool.Title);
            json.WriteString("description"u8, tool.Description);
            WriteValue(json, "inputSchema", tool.InputSchema);
            WriteValue(json, "outputSchema", tool.OutputSchema);
            WriteHint(json, "readOnly", tool.Hints.ReadOnly);
            WriteHint(json, "destructive", tool.Hints.Destructive);
            WriteHint(json, "idempotent", tool.Hints.Idempotent);
            WriteHint(json, "openWorld", tool.Hints.OpenWorld);
            WriteValue(json, "definition", tool.Definition);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } given)
        {
            json.WritePropertyName(name);

            // As it was written: the writer would stumble over half a surrogate pair.
            json.WriteRawValue(given.GetRawText(), skipInputValidation: true);
        }
    }

    private static void WriteHint(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } given)
        {
            json.WriteBoolean(name, given);
        }
    }

    private static PinnedTool ReadPin(JsonElement pin)
    {
        var name = Text(pin, "name") ?? throw new FormatException();
        var hash = Text(pin, "hash") ?? throw new FormatException();
        return new PinnedTool(name, hash, pin.TryGetProperty("description"u8, out _) ? ReadTool(pin, name) : null);
    }

    private static ServerTool ReadTool(JsonElement pin, string name) => new(
        name,
        Text(pin, "title"),
        Text(pin, "description")!,
        Value(pin, "inputSchema") ?? default,
        Value(pin, "outputSchema"),
        new ToolHints(Hint(pin, "readOnly"), Hint(pin, "destructive"), Hint(pin, "idempotent"), Hint(pin, "openWorld")),
        Value(pin, "definition") ?? default);

    private static string? Text(JsonElement pin, string name) => pin.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool? Hint(JsonElement pin, string name) => pin.TryGetProperty(name, out var value) ? value.GetBoolean() : null;

    private static JsonElement? Value(JsonElement pin, string name) => pin.TryGetProperty(name, out var value) ? value.Clone() : null;
}
