using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Memory;

/// <summary>A <see cref="ServerMemory"/> as JSON. Written and read by hand: it lies on the way to the first prompt.</summary>
internal static class ServerMemoryJson
{
    private const int Version = 1;

    /// <summary>A server may nest up to 64 deep; what we put around it comes on top.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 80 };

    public static byte[] Write(ServerMemory memory)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 80 }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("context"u8, memory.Context);
            json.WriteString("revision"u8, memory.Era.Revision);
            json.WriteString("transport"u8, memory.Era.Transport.ToString());
            WriteIntroduction(json, memory.Introduction);
            WriteList(json, "tools", memory.Tools, WriteTool);
            WriteList(json, "prompts", memory.Prompts, WritePrompt);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not what we write.</exception>
    public static ServerMemory Read(byte[] content)
    {
        try
        {
            var root = JsonElement.Parse(content, Strict);
            if (root.GetProperty("version"u8).GetInt32() != Version)
            {
                throw new InvalidDataException("it is of another version");
            }

            var era = new ServerEra(Text(root, "revision")!, TransportOf(Text(root, "transport")));
            return new ServerMemory(Text(root, "context")!, era, ReadIntroduction(root.GetProperty("introduction"u8)), ReadList(root, "tools", ReadTool), ReadList(root, "prompts", ReadPrompt));
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("it is damaged", malformed);
        }
    }

    private static McpTransport TransportOf(string? name) => name switch
    {
        nameof(McpTransport.Stdio) => McpTransport.Stdio,
        nameof(McpTransport.Http) => McpTransport.Http,
        nameof(McpTransport.Sse) => McpTransport.Sse,
        _ => throw new FormatException(),
    };

    private static void WriteIntroduction(Utf8JsonWriter json, ServerIntroduction introduction)
    {
        json.WriteStartObject("introduction"u8);
        json.WriteString("name"u8, introduction.Name);
        json.WriteString("version"u8, introduction.Version);
        json.WriteString("instructions"u8, introduction.Instructions);
        json.WriteBoolean("tools"u8, introduction.HasTools);
        json.WriteBoolean("prompts"u8, introduction.HasPrompts);
        json.WriteBoolean("resources"u8, introduction.HasResources);
        json.WriteBoolean("subscribe"u8, introduction.CanSubscribe);
        json.WriteBoolean("complete"u8, introduction.CanComplete);
        json.WriteBoolean("log"u8, introduction.CanLog);
        json.WriteBoolean("tasks"u8, introduction.HasTasks);
        json.WriteEndObject();
    }

    private static ServerIntroduction ReadIntroduction(JsonElement json) => new()
    {
        Name = Text(json, "name"),
        Version = Text(json, "version"),
        Instructions = Text(json, "instructions"),
        HasTools = json.GetProperty("tools"u8).GetBoolean(),
        HasPrompts = json.GetProperty("prompts"u8).GetBoolean(),
        HasResources = json.GetProperty("resources"u8).GetBoolean(),
        CanSubscribe = json.GetProperty("subscribe"u8).GetBoolean(),
        CanComplete = json.GetProperty("complete"u8).GetBoolean(),
        CanLog = json.GetProperty("log"u8).GetBoolean(),
        HasTasks = json.GetProperty("tasks"u8).GetBoolean(),
    };

    private static void WriteList<T>(Utf8JsonWriter json, string name, RememberedList<T>? list, Action<Utf8JsonWriter, T> write)
    {
        if (list is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteBoolean("private"u8, list.IsPrivate);
        json.WriteStartArray("items"u8);
        foreach (var item in list.Items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static RememberedList<T>? ReadList<T>(JsonElement root, string name, Func<JsonElement, T> read)
    {
        if (!root.TryGetProperty(name, out var list))
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var item in list.GetProperty("items"u8).EnumerateArray())
        {
            items.Add(read(item));
        }

        return new RememberedList<T>(items.DrainToImmutable(), list.GetProperty("private"u8).GetBoolean());
    }

    private static void WriteTool(Utf8JsonWriter json, ServerTool tool)
    {
        json.WriteString("name"u8, tool.Name);
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

    private static ServerTool ReadTool(JsonElement json) => new(
        Text(json, "name")!,
        Text(json, "title"),
        Text(json, "description")!,
        json.TryGetProperty("inputSchema"u8, out var input) ? input : default,
        json.TryGetProperty("outputSchema"u8, out var output) ? output : null,
        new ToolHints(Hint(json, "readOnly"), Hint(json, "destructive"), Hint(json, "idempotent"), Hint(json, "openWorld")),
        json.TryGetProperty("definition"u8, out var definition) ? definition : default);

    private static void WritePrompt(Utf8JsonWriter json, ServerPrompt prompt)
    {
        json.WriteString("name"u8, prompt.Name);
        json.WriteString("title"u8, prompt.Title);
        json.WriteString("description"u8, prompt.Description);
        json.WriteStartArray("arguments"u8);
        foreach (var argument in prompt.Arguments)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, argument.Name);
            json.WriteString("description"u8, argument.Description);
            json.WriteBoolean("required"u8, argument.IsRequired);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ServerPrompt ReadPrompt(JsonElement json) => new(
        Text(json, "name")!,
        Text(json, "title"),
        Text(json, "description")!,
        [.. json.GetProperty("arguments"u8).EnumerateArray().Select(argument => new PromptArgument(Text(argument, "name")!, Text(argument, "description")!, argument.GetProperty("required"u8).GetBoolean()))]);

    /// <summary>As it was written: the writer would stumble over half a surrogate pair.</summary>
    private static void WriteValue(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } given)
        {
            json.WritePropertyName(name);
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

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool? Hint(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetBoolean() : null;
}
