using System.Text.Json;
using EditorAgent.Protocol.Lifecycle;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>What the client said of itself in <c>initialize</c>. What it did not say, it does not support.</summary>
internal sealed record ClientProfile
{
    public string Name { get; init; } = "unknown";

    public bool ReadsTextFiles { get; init; }

    public bool WritesTextFiles { get; init; }

    public bool ShowsNotices { get; init; }

    public bool ShowsForms { get; init; }

    public bool ShowsAddresses { get; init; }

    /// <summary>It can run a login in a terminal.</summary>
    public bool RunsLogins { get; init; }

    /// <summary>Whether it wants to be told how MCP servers stand.</summary>
    public bool WatchesServers { get; init; }

    /// <summary>Whether it wants to be told what is under review.</summary>
    public bool WatchesChanges { get; init; }

    /// <summary>The user has not trusted the workspace in the editor. Whatever stands there but a plain no counts: it is a safety rule.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>JetBrains 2026.1 breaks on <c>configOptions</c>: it gets <c>modes</c> and legacy <c>models</c> only.</summary>
    public bool BreaksOnConfigOptions { get; init; }

    public static ClientProfile Of(InitializeParams request) => new()
    {
        Name = request.ClientInfo is { } client ? $"{client.Name} {client.Version}" : "unknown",
        ReadsTextFiles = request.ClientCapabilities?.Fs?.ReadTextFile ?? false,
        WritesTextFiles = request.ClientCapabilities?.Fs?.WriteTextFile ?? false,
        ShowsNotices = request.ClientCapabilities?.Session?.Notices is not null,
        ShowsForms = request.ClientCapabilities?.Elicitation?.Form is not null,
        ShowsAddresses = request.ClientCapabilities?.Elicitation?.Url is not null,
        RunsLogins = request.ClientCapabilities?.Auth?.Terminal ?? false,
        WatchesServers = Says(request, "mcp"),
        WatchesChanges = Says(request, "review"),
        IsRestricted = Find(request, "restricted") is { ValueKind: not (JsonValueKind.False or JsonValueKind.Null) },
        BreaksOnConfigOptions = request.ClientInfo is { } info && IsJetBrains(info) && info.Version.StartsWith("2026.1", StringComparison.Ordinal),
    };

    private static bool Says(InitializeParams request, string member) => Find(request, member) is { ValueKind: JsonValueKind.True or JsonValueKind.Number };

    private static JsonElement? Find(InitializeParams request, string member) =>
        request.ClientCapabilities?.Meta is { ValueKind: JsonValueKind.Object } meta
        && meta.TryGetProperty("editoragent", out var ours) && ours.ValueKind == JsonValueKind.Object
        && ours.TryGetProperty(member, out var said) ? said : null;

    private static bool IsJetBrains(Implementation client) =>
        client.Name.StartsWith("JetBrains", StringComparison.OrdinalIgnoreCase)
        || (client.Meta is { } meta
            && meta.TryGetProperty("platform", out var platform)
            && platform.ValueKind == JsonValueKind.String
            && platform.ValueEquals("intellij"));
}
