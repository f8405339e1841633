using System.Text.Json;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>What the last restore of a project left: a design-time build says nothing of what is missing there.</summary>
/// <param name="Frameworks">As the project writes them.</param>
/// <param name="Error">The code of the first package that could not be had, or null.</param>
internal sealed record RestoredAssets(IReadOnlySet<string> Frameworks, string? Error)
{
    /// <summary>Null when there is no such file, or none that can be read.</summary>
    public static RestoredAssets? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RestoredAssets Parse(byte[] bytes)
    {
        var (frameworks, error) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), (string?)null);
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(start));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("project"u8))
            {
                reader.Read();
                using var project = JsonDocument.ParseValue(ref reader);
                if (project.RootElement.TryGetProperty("frameworks", out var listed))
                {
                    frameworks.UnionWith(listed.EnumerateObject().Select(framework => framework.Value.TryGetProperty("targetAlias", out var alias) ? alias.GetString()! : framework.Name));
                }
            }
            else if (reader.ValueTextEquals("logs"u8))
            {
                reader.Read();
                using var logs = JsonDocument.ParseValue(ref reader);
                error = logs.RootElement.EnumerateArray().Where(log => log.GetProperty("level").GetString() == "Error").Select(log => log.GetProperty("code").GetString()).FirstOrDefault();
            }
            else
            {
                reader.Skip();
            }
        }

        return new RestoredAssets(frameworks, error);
    }
}
