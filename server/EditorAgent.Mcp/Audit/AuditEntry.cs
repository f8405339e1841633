using System.Text.Json;

namespace EditorAgent.Mcp.Audit;

/// <summary>One record, read back.</summary>
/// <param name="Json">The whole record.</param>
public sealed record AuditEntry(long Number, DateTimeOffset Time, string Server, string Tool, string Outcome, string ApprovedBy, string Rule, double DurationMs, long ResultBytes, JsonElement Json)
{
    /// <summary>Masked; empty where there were none.</summary>
    public string Arguments => this.Json.TryGetProperty("arguments"u8, out var arguments) ? arguments.GetRawText() : "";

    /// <returns>Null when it is no record of ours.</returns>
    internal static AuditEntry? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement.Clone();
            return new AuditEntry(
                json.GetProperty("n"u8).GetInt64(),
                json.GetProperty("time"u8).GetDateTimeOffset(),
                json.GetProperty("server"u8).GetString() ?? "",
                json.GetProperty("tool"u8).GetString() ?? "",
                json.GetProperty("outcome"u8).GetString() ?? "",
                json.GetProperty("approvedBy"u8).GetString() ?? "",
                json.GetProperty("rule"u8).GetString() ?? "",
                json.GetProperty("durationMs"u8).GetDouble(),
                json.GetProperty("resultBytes"u8).GetInt64(),
                json);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
