using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Audit;

/// <summary>A record as the members of one JSON object on one line; everything that came from outside with its secrets masked.</summary>
internal static class AuditRecordJson
{
    /// <summary>Of arguments, masked; longer ones are told by their hash and length.</summary>
    private const int LongestArguments = 16 * 1024;

    private const int LongestText = 500;
    private const int LongestDate = 32;
    private const int Usual = 1024;

    public static string HashOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    /// <summary>What is known of a call beforehand, between the braces.</summary>
    public static byte[] MembersOf(AuditedCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(Usual);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("workspace"u8, call.Workspace);
            json.WriteString("server"u8, call.Server);
            json.WriteString("serverHash"u8, call.ServerHash);
            json.WriteString("tool"u8, call.Tool);
            WriteIfGiven(json, "toolHash", call.ToolHash);
            WriteArguments(json, call.Arguments);
            json.WriteString("approvedBy"u8, call.ApprovedBy);
            json.WriteString("rule"u8, Masked(call.Rule));
            json.WriteString("callId"u8, call.CallId);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan[1..^1].ToArray();
    }

    /// <summary>Writes it with its line feed, which its hash leaves out.</summary>
    public static void Write(ArrayBufferWriter<byte> line, CallRecord record, DateTimeOffset time, AuditHead follows, string? note)
    {
        using (var json = new Utf8JsonWriter(line))
        {
            Span<byte> date = stackalloc byte[LongestDate];
            time.UtcDateTime.TryFormat(date, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            json.WriteStartObject();
            json.WriteNumber("n"u8, follows.Number + 1);
            json.WriteString("previous"u8, follows.Hash);
            WriteIfGiven(json, "note", note);
            json.WriteString("time"u8, date[..length]);
            json.WriteString("outcome"u8, record.Outcome);
            json.WriteNumber("durationMs"u8, Math.Round(record.Duration.TotalMilliseconds, 3));
            json.WriteNumber("resultBytes"u8, record.ResultBytes);
            WriteIfGiven(json, "resultHash", record.ResultHash);
            json.WriteNumber("attempts"u8, record.Attempts);
            WriteIfGiven(json, "schemaComplaint", record.SchemaComplaint is { } complaint ? Masked(complaint) : null);
            WriteIfGiven(json, "traceId", Activity.Current?.TraceId.ToString());
        }

        line.Write(","u8);
        line.Write(record.Call.Members);
        line.Write("}\n"u8);
    }

    private static void WriteArguments(Utf8JsonWriter json, JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        json.WriteString("argumentsHash"u8, CanonicalJson.HashOf(arguments));
        try
        {
            var masked = new ArrayBufferWriter<byte>();
            using (var inner = new Utf8JsonWriter(masked))
            {
                MaskedJson.Write(inner, arguments);
            }

            if (masked.WrittenCount <= LongestArguments)
            {
                json.WritePropertyName("arguments"u8);
                json.WriteRawValue(masked.WrittenSpan, skipInputValidation: true);
                return;
            }

            json.WriteString("arguments"u8, string.Create(CultureInfo.InvariantCulture, $"({masked.WrittenCount:N0} bytes left out)"));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in it: no text, so nothing can be searched for secrets.
            json.WriteString("arguments"u8, "(left out: they are not valid text)");
        }
    }

    private static string Masked(string text) => SecretMask.Of(text.Length <= LongestText ? text : text[..LongestText] + "…");

    private static void WriteIfGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
