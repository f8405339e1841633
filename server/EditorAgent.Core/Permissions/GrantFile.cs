using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>Stored grants as JSON. What does not read exactly as it was written grants nothing.</summary>
internal static class GrantFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static byte[] Write(ImmutableArray<StandingGrant> grants, string realRoot)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, 1);
            json.WriteString("root"u8, realRoot);
            json.WriteStartArray("grants"u8);
            foreach (var grant in grants)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, grant.Id);
                json.WriteString("pattern"u8, grant.Grant.Pattern);
                json.WriteString("grantedAt"u8, grant.GrantedAt ?? default);
                WriteFiles(json, grant.Files);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static ImmutableArray<StandingGrant> Read(ReadOnlyMemory<byte> bytes, string realRoot)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var file = document.RootElement;
            return file.GetProperty("version"u8).GetInt32() == 1 && file.GetProperty("root"u8).ValueEquals(realRoot)
                ? [.. file.GetProperty("grants"u8).EnumerateArray().Select(ReadGrant)]
                : [];
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    public static void WriteFiles(Utf8JsonWriter json, ExecutionFingerprint? fingerprint)
    {
        if (fingerprint is null)
        {
            return;
        }

        json.WriteStartArray("files"u8);
        foreach (var file in fingerprint.Files)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, file.Relative);
            json.WriteString("hash"u8, file.Hash.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ExecutionFingerprint? ReadFiles(JsonElement grant) => grant.TryGetProperty("files"u8, out var files)
        ? new ExecutionFingerprint(
            [.. files.EnumerateArray().Select(file => new FingerprintEntry(Text(file, "path"u8), new ContentHash(Text(file, "hash"u8))))], gap: null)
        : null;

    private static StandingGrant ReadGrant(JsonElement grant) => new(new PermissionGrant(Text(grant, "pattern"u8)), ReadFiles(grant))
    {
        Id = Text(grant, "id"u8),
        GrantedAt = grant.GetProperty("grantedAt"u8).GetDateTimeOffset(),
    };

    private static string Text(JsonElement json, ReadOnlySpan<byte> name) => json.GetProperty(name).GetString() ?? throw new FormatException();
}
