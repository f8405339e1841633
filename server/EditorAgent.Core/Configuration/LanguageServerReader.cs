using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EditorAgent.Core.Configuration;

/// <summary>Makes <see cref="LanguageServerSettings"/> of what was written of language servers.</summary>
internal static class LanguageServerReader
{
    /// <summary>Where the part of a setting's path begins that is below the server's name and the key.</summary>
    private const int Below = 3;

    public static ImmutableArray<LanguageServerSettings> Read(SettingTable table) =>
        [.. table.LanguageServers.GroupBy(setting => setting.Path[1], StringComparer.Ordinal).Select(server => Read(table, server.Key, [.. server]))];

    private static LanguageServerSettings Read(SettingTable table, string name, ImmutableArray<TomlSetting> settings) => new(name, table.OriginOf("language_servers", name))
    {
        IsEnabled = table.Flag("language_servers", name, "enabled") ?? true,
        Command = table.Text("language_servers", name, "command"),
        Args = Texts(settings, "args"),
        RootMarkers = Texts(settings, "root_markers"),
        Languages = Of(settings, "languages") is { IsEmpty: false } languages
            ? languages.Where(setting => setting.Value is string).ToImmutableSortedDictionary(setting => setting.Path[Below], setting => (string)setting.Value!, StringComparer.OrdinalIgnoreCase)
            : null,
        Settings = Json(Of(settings, "settings")),
        InitializationOptions = Json(Of(settings, "initialization_options")),
    };

    private static ImmutableArray<TomlSetting> Of(ImmutableArray<TomlSetting> settings, string key) => [.. settings.Where(setting => setting.Path.Length >= Below && setting.Path[2] == key)];

    /// <summary>Null when nothing is said; an empty list is said.</summary>
    private static ImmutableArray<string>? Texts(ImmutableArray<TomlSetting> settings, string key) =>
        Of(settings, key) is { IsEmpty: false } said ? [.. said.Select(setting => setting.Value).OfType<string>()] : null;

    private static JsonElement? Json(ImmutableArray<TomlSetting> settings)
    {
        if (settings.IsEmpty)
        {
            return null;
        }

        var root = new Node { IsObject = true };
        foreach (var setting in settings.Where(setting => setting.Path.Length > Below))
        {
            var node = root;
            foreach (var segment in setting.Path[Below..])
            {
                node = node.Child(segment);
            }

            node.Value = setting.Value ?? node.Value;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            root.Write(writer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>A value, or keys below. Keys that count from 0 are what a list was taken apart into.</summary>
    private sealed class Node
    {
        private readonly List<(string Name, Node Node)> children = [];

        public object? Value { get; set; }

        /// <summary>Never a list, whatever its keys are.</summary>
        public bool IsObject { get; init; }

        public Node Child(string name)
        {
            foreach (var (known, node) in this.children)
            {
                if (known == name)
                {
                    return node;
                }
            }

            var child = new Node();
            this.children.Add((name, child));
            return child;
        }

        public void Write(Utf8JsonWriter writer)
        {
            switch (this.Value)
            {
                case string text:
                    writer.WriteStringValue(text);
                    return;
                case long whole:
                    writer.WriteNumberValue(whole);
                    return;
                case double real when double.IsFinite(real):
                    writer.WriteNumberValue(real);
                    return;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    return;
            }

            var isList = !this.IsObject && this.children.Count > 0 && this.children.Select((child, index) => child.Name == index.ToString(CultureInfo.InvariantCulture)).All(counts => counts);
            if (isList)
            {
                writer.WriteStartArray();
                this.children.ForEach(child => child.Node.Write(writer));
                writer.WriteEndArray();
                return;
            }

            writer.WriteStartObject();
            foreach (var (name, node) in this.children)
            {
                writer.WritePropertyName(name);
                node.Write(writer);
            }

            writer.WriteEndObject();
        }
    }
}
