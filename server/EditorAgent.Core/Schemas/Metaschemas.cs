using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>The specification's own schemas of schemas, as it publishes them.</summary>
internal static class Metaschemas
{
    public static bool TryRead(string address, out JsonElement schema)
    {
        schema = default;
        var file = address switch
        {
            "http://json-schema.org/draft-07/schema" => "draft-07.json",
            "https://json-schema.org/draft/2020-12/schema" => "draft2020-12.schema.json",
            _ when address.StartsWith("https://json-schema.org/draft/2020-12/meta/", StringComparison.Ordinal) => $"draft2020-12.{address[43..]}.json",
            _ => null,
        };
        if (file is null)
        {
            return false;
        }

        using var stream = typeof(Metaschemas).Assembly.GetManifestResourceStream($"Metaschemas/{file}");
        if (stream is null)
        {
            return false;
        }

        using var document = JsonDocument.Parse(stream);
        schema = document.RootElement.Clone();
        return true;
    }
}
