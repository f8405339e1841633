using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>A language server that may be started.</summary>
public sealed record LanguageServerDeclaration
{
    /// <summary>As in <c>[language_servers.NAME]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A bare name that is looked for on the machine, or an absolute path.</summary>
    public required string Command { get; init; }

    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>File name extension with its dot to the protocol's language id.</summary>
    public required ImmutableSortedDictionary<string, string> Languages { get; init; }

    /// <summary>Files that mark the root of a project.</summary>
    public ImmutableArray<string> RootMarkers { get; init; } = [];

    /// <summary>What <c>workspace/configuration</c> is answered from; an object.</summary>
    public JsonElement Settings { get; init; } = JsonDocument.Parse("{}").RootElement;

    public JsonElement? InitializationOptions { get; init; }

    /// <summary>What a person does to get it.</summary>
    public string Install { get; init; } = "Install it, or correct its command in your config.toml";

    /// <summary>The language id of a file, or null when it is none of its languages.</summary>
    public string? LanguageOf(string path) => this.Languages.GetValueOrDefault(Path.GetExtension(path));
}
