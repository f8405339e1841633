using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Another program's file: bounded, a regular file, and nothing in it is run.</summary>
internal static class SetupText
{
    private const int Largest = 1024 * 1024;

    /// <summary>These programs write comments into their files.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <returns>Null when there is no such file, or none that can be used; the latter is said.</returns>
    public static JsonObject? Json(string file, ImportItems items)
    {
        if (Read(file, items) is not { } text)
        {
            return null;
        }

        try
        {
            if (JsonNode.Parse(text, null, Lenient) is JsonObject root)
            {
                return root;
            }
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or InvalidOperationException)
        {
            // Said below.
        }

        items.Leave(file, "the whole file", "it is no valid JSON object");
        return null;
    }

    /// <inheritdoc cref="Json"/>
    public static ImmutableArray<TomlSetting>? ReadToml(string file, ImportItems items)
    {
        if (Read(file, items) is not { } text)
        {
            return null;
        }

        try
        {
            return TomlReader.Parse(file, text);
        }
        catch (ConfigurationException malformed)
        {
            items.Leave(file, "the whole file", malformed.Message);
            return null;
        }
    }

    /// <inheritdoc cref="Json"/>
    public static string? Read(string file, ImportItems items)
    {
        // Users keep these files as links into a folder of their own.
        var real = Path.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : null;
        if (real is null)
        {
            return null;
        }

        try
        {
            using var handle = RegularFile.TryOpen(real);
            if (handle is not null && RandomAccess.GetLength(handle) <= Largest)
            {
                using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                if (TextContent.Decode(bytes) is { } text)
                {
                    return text.Text.TrimStart('\ufeff');
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Said below.
        }

        items.Leave(file, "the whole file", "it cannot be read, is larger than 1 MB, or is no text");
        return null;
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
