using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>What became of a call of a server's tool.</summary>
/// <param name="Output">What it answered; null when it failed.</param>
/// <param name="Error">One of the API's error objects; null when it did not.</param>
/// <param name="Told">What the model reads of it.</param>
internal sealed record CallEnd(string? Output, JsonElement? Error, ImmutableArray<ContentPart> Told)
{
    /// <summary>Whether it is certain that the server never had it.</summary>
    public bool IsUnsent { get; init; }

    /// <summary>The tool ran and says that it failed.</summary>
    public static CallEnd ToolFailed(string text, ImmutableArray<ContentPart> told) => Failed(told, writer =>
    {
        writer.WriteString("type"u8, "mcp_tool_execution_error"u8);
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    /// <summary>The server refused the call, or it was not even sent.</summary>
    public static CallEnd Refused(int code, string message) => Failed([new ContentPart.Text($"Error: {message}")], writer =>
    {
        writer.WriteString("type"u8, "mcp_protocol_error"u8);
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, message);
    });

    /// <summary>The server could not be reached, or its answer did not arrive.</summary>
    /// <param name="code">The HTTP status that says it best.</param>
    /// <param name="message">For the client.</param>
    /// <param name="told">For the model: whether the call may have had an effect.</param>
    public static CallEnd Unreachable(int code, string message, string told) => Failed([new ContentPart.Text($"Error: {told}")], writer =>
    {
        writer.WriteString("type"u8, "http_error"u8);
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, message);
    });

    private static CallEnd Failed(ImmutableArray<ContentPart> told, Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return new CallEnd(null, JsonElement.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), told);
    }
}
