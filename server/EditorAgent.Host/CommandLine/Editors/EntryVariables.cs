using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>What the user has set in our entry's <c>env</c>: a key for example, so whatever holds it is not for others.</summary>
internal static class EntryVariables
{
    /// <returns>The names that are not there by our own doing, in the entry that this text has; none where it has none.</returns>
    public static ImmutableArray<string> Names(string file, byte[] text) => [.. In(file, text).Select(variable => variable.Key).Except(AgentCommand.Needed)];

    /// <summary>All that the editor gives to what it starts by our entry.</summary>
    public static ImmutableDictionary<string, string> Of(string file, byte[] text) =>
        In(file, text).Where(variable => AgentCommand.TextOf(variable.Value) is not null).ToImmutableDictionary(variable => variable.Key, variable => AgentCommand.TextOf(variable.Value)!);

    /// <summary>What is to be said of a file that holds such values after a change, and of the copy that holds what it held before.</summary>
    public static IEnumerable<string> Warnings(EditorSettingsFile file, byte[]? before, string? backup)
    {
        if (file.OthersCanRead && file.Read() is { } now && Names(file.Path, now) is [_, ..] names)
        {
            yield return $"Others on this machine can read {file.Path} and what it says of {string.Join(", ", names)}. Mend it: chmod 600 {file.Path}";
        }

        if (backup is not null && before is not null && Names(file.Path, before) is [_, ..] kept)
        {
            yield return $"{backup} still holds {string.Join(", ", kept)}: delete it when you do not need it.";
        }
    }

    private static JsonObject In(string file, byte[] text) => AgentServersText.Parse(file, RegisteredEditor.EntryName, text).ReadEntry()?["env"] as JsonObject ?? [];
}
