using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>Every key of <c>config.toml</c>, and the nearest one to a key that does not exist.</summary>
internal static class KnownKeys
{
    /// <summary>From strict to free.</summary>
    public static readonly ImmutableArray<string> Modes = ["plan", "ask", "accept-edits", "yolo"];

    /// <summary>When a hook can be told.</summary>
    public static readonly ImmutableArray<string> HookEvents =
        ["before_tool", "after_tool", "prompt", "stop", "before_compaction", "after_compaction", "session_start", "session_end"];

    private static readonly ImmutableArray<KnownKey> All =
    [
        Key("default_model", SettingKind.Text),
        Key("secondary_model", SettingKind.Text),
        Key("attachments.image_bytes", SettingKind.WholeNumber) with { Least = 16_384, Most = 10_485_760 },
        Key("default_permission_mode", SettingKind.Choice) with { Choices = Modes },
        Key("providers.*.type", SettingKind.Choice) with { Choices = ["openai", "anthropic", "moonshot", "scripted"] },
        Key("providers.*.base_url", SettingKind.Text),
        Key("providers.*.api_key", SettingKind.Text),
        Key("providers.*.api_key_env", SettingKind.Text),
        Key("providers.*.dialect", SettingKind.Choice) with { Choices = ["generic", "openai", "moonshot"] },
        Key("providers.*.headers.*", SettingKind.Text),
        Key("providers.*.formulas.#", SettingKind.Text),
        Key("models.*.provider", SettingKind.Text),
        Key("models.*.model", SettingKind.Text),
        Key("models.*.context_window", SettingKind.WholeNumber) with { Least = 1024 },
        Key("models.*.max_completion_tokens", SettingKind.WholeNumber),
        Key("models.*.thinking", SettingKind.Choice) with { Choices = ["none", "switch", "always"] },
        Key("models.*.thinking_enabled", SettingKind.Flag),
        Key("models.*.thinking_keep", SettingKind.Text),
        Key("models.*.thinking_effort", SettingKind.Text),
        Key("models.*.temperature", SettingKind.Number),
        Key("models.*.images", SettingKind.Flag),
        Key("models.*.fallback.#", SettingKind.Text),
        Key("models.*.price_input", SettingKind.Number),
        Key("models.*.price_cached", SettingKind.Number),
        Key("models.*.price_output", SettingKind.Number),
        Key("models.*.price_currency", SettingKind.Text),
        Key("loop.max_steps_per_turn", SettingKind.WholeNumber) with { Most = 1000 },
        Key("loop.max_attempts_per_step", SettingKind.WholeNumber) with { Most = 100 },
        Key("loop.tool_output_limit", SettingKind.WholeNumber) with { Least = 1000, Most = 10_000_000 },
        Key("subagents.max_steps", SettingKind.WholeNumber) with { Most = 1000 },
        Key("code.enabled", SettingKind.Flag),
        Key("code.memory_ceiling_mb", SettingKind.WholeNumber) with { Least = 200, Most = 100_000 },
        Key("language_servers.*.enabled", SettingKind.Flag),
        Key("language_servers.*.command", SettingKind.Text),
        Key("language_servers.*.args.#", SettingKind.Text),
        Key("language_servers.*.languages.*", SettingKind.Text),
        Key("language_servers.*.root_markers.#", SettingKind.Text),
        Key("language_servers.*.settings.**", SettingKind.Anything),
        Key("language_servers.*.initialization_options.**", SettingKind.Anything),
        Key("mcp.sampling.*", SettingKind.Flag),
        Key("web.allow_loopback", SettingKind.Flag),
        Key("services.search.base_url", SettingKind.Text),
        Key("services.search.api_key_env", SettingKind.Text),
        Key("telemetry.enabled", SettingKind.Flag),
        Key("telemetry.otlp_endpoint", SettingKind.Text),
        Key("telemetry.content", SettingKind.Flag),
        Key("hooks.#.event", SettingKind.Choice) with { Choices = HookEvents },
        Key("hooks.#.matcher", SettingKind.Text),
        Key("hooks.#.command", SettingKind.Text),
        Key("hooks.#.timeout", SettingKind.WholeNumber) with { Most = HookEntry.LongestTimeout },
        Key("hooks.#.required", SettingKind.Flag),
        Key("hooks.#.env.*", SettingKind.Text),
        Key("hooks.#.pass_env.#", SettingKind.Text),
        Key("permission.rules.#.decision", SettingKind.Text),
        Key("permission.rules.#.pattern", SettingKind.Text),
        Key("permission.rules.#.reason", SettingKind.Text),
        Key("permission.rules.#.match.#", SettingKind.Text),
        Key("permission.rules.#.not_match.#", SettingKind.Text),
    ];

    public static KnownKey? Find(ImmutableArray<string> path) => All.FirstOrDefault(key => key.IsAt(path));

    /// <summary>Whether there are keys below <paramref name="path"/>.</summary>
    public static bool IsTable(ImmutableArray<string> path) => All.Any(key => key.IsBelow(path));

    /// <summary>What the writer of the unknown key <paramref name="path"/> most likely meant.</summary>
    public static string Suggest(ImmutableArray<string> path)
    {
        if (path is ["models" or "providers", _, [>= '0' and <= '9', ..], ..])
        {
            return $"A name with a dot needs quotes, for example [models.\"kimi-k2.6\"].";
        }

        // The segments before the first unknown one are right; its siblings are what may be written there.
        var depth = 0;
        while (depth < path.Length - 1 && IsTable(path[..(depth + 1)]))
        {
            depth++;
        }

        var siblings = All
            .Where(key => key.Shape.Length > depth && key.StartsWith(path[..depth]) && key.Shape[depth] is not ("*" or "#" or "**"))
            .Select(key => key.Shape[depth])
            .Distinct()
            .OrderBy(name => EditDistance.Between(name, path[depth]))
            .ToList();
        return siblings.Count == 0
            ? "Remove it."
            : $"Did you mean {DottedKey.Of([.. path[..depth], siblings[0]])}? Known here: {string.Join(", ", siblings.Order(StringComparer.Ordinal))}.";
    }

    private static KnownKey Key(string shape, SettingKind kind) => new([.. shape.Split('.')], kind);
}
