using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Finds <c>python.analysis</c> in settings, whether they are nested or have dots in their names.</summary>
internal static class SettingsSection
{
    public static JsonElement? Of(JsonElement settings, string? section)
    {
        if (settings.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (string.IsNullOrEmpty(section))
        {
            return settings;
        }

        if (settings.TryGetProperty(section, out var whole))
        {
            return whole;
        }

        var dot = section.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && settings.TryGetProperty(section[..dot], out var below) ? Of(below, section[(dot + 1)..]) : null;
    }
}
