using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Core.Configuration;

/// <summary>A <c>[language_servers.NAME]</c> as written; what is not said is null and left to whoever knows that server.</summary>
/// <param name="Name">The server's.</param>
/// <param name="Origin">Where it begins.</param>
public sealed record LanguageServerSettings(string Name, ConfigurationOrigin Origin)
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>A bare name that is looked for on the machine, or a path.</summary>
    public string? Command { get; init; }

    public ImmutableArray<string>? Args { get; init; }

    /// <summary>File name extension with its dot to the protocol's language id.</summary>
    public ImmutableSortedDictionary<string, string>? Languages { get; init; }

    public ImmutableArray<string>? RootMarkers { get; init; }

    /// <summary>An object.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>An object.</summary>
    public JsonElement? InitializationOptions { get; init; }
}
