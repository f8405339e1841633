using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>A TOML file of another program as its keys and values, in which nothing is known or checked.</summary>
public static class ForeignToml
{
    /// <summary>Text, flags, whole and other numbers by their paths; an item of a list has its number as name. An empty table has no value.</summary>
    /// <exception cref="ConfigurationException">It is no TOML; the message says where.</exception>
    public static IEnumerable<(ImmutableArray<string> Path, object? Value)> Read(string file, string text) =>
        TomlReader.Parse(file, text).Select(setting => (setting.Path, setting.Value));
}
