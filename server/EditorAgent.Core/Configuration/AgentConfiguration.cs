using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>Everything configured, all layers merged: defaults, the user's file, the workspace's file (which can only tighten), environment.</summary>
public sealed record AgentConfiguration
{
    private readonly Lazy<ImmutableSortedDictionary<string, ConfigurationOrigin>> origins = new(() => ImmutableSortedDictionary<string, ConfigurationOrigin>.Empty);

    public ImmutableArray<ProviderSettings> Providers { get; init; } = [];

    public ImmutableArray<ModelSettings> Models { get; init; } = [];

    /// <summary>Alias of the model to use; null when nothing is configured.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Alias of the model for titles and summaries; null takes none.</summary>
    public string? SecondaryModel { get; init; }

    public AttachmentSettings Attachments { get; init; } = new();

    /// <summary><c>plan</c>, <c>ask</c>, <c>accept-edits</c> or <c>yolo</c>.</summary>
    public string? DefaultMode { get; init; }

    public LoopSettings Loop { get; init; } = new();

    public SubagentSettings Subagents { get; init; } = new();

    public CodeSettings Code { get; init; } = new();

    /// <summary>Whether an MCP server of this name may ask the session's model; each use is asked about all the same.</summary>
    public Func<string, bool> AllowsSampling { get; init; } = _ => false;

    public ImmutableArray<PermissionRuleEntry> PermissionRules { get; init; } = [];

    public WebSettings Web { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>The user's programs that are told what happens; those of a workspace stand elsewhere.</summary>
    public ImmutableArray<HookEntry> Hooks { get; init; } = [];

    /// <summary>What is said of language servers, each name once.</summary>
    public ImmutableArray<LanguageServerSettings> LanguageServers { get; init; } = [];

    /// <summary>Where each value comes from, by its dotted key, for <c>doctor</c> and error messages; listed when first asked for.</summary>
    public ImmutableSortedDictionary<string, ConfigurationOrigin> Origins => this.origins.Value;

    /// <summary>Where one value comes from; null where nobody says it.</summary>
    public ConfigurationOrigin? OriginOf(params ReadOnlySpan<string> path) => this.Origins.GetValueOrDefault(DottedKey.Of(path));

    /// <summary>What was ignored and why, each one line naming file and key; shown to the user.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    internal Func<ImmutableSortedDictionary<string, ConfigurationOrigin>> OriginsSource
    {
        init => this.origins = new(value);
    }
}
