using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Kimi Code's set-up: <c>config.toml</c>, notes, skills and agents of its folder, or what it keeps in a workspace.</summary>
internal sealed class KimiSetup(SetupPlaces places, ImportItems items)
{
    private static readonly ImmutableArray<(string Theirs, string Ours)> Loop =
        [("max_steps_per_turn", "max_steps_per_turn"), ("max_attempts_per_step", "max_attempts_per_step")];

    private readonly ImportedTexts texts = new(items);

    public void ReadUser()
    {
        this.ReadConfiguration(Path.Combine(places.Kimi, "config.toml"));
        this.ReadTexts(places.Kimi);
    }

    public void ReadWorkspace()
    {
        var folder = places.InWorkspace(".kimi-code");
        foreach (var file in new[] { "local.toml", "AGENTS.md" }.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            items.Leave(file, Path.GetFileName(file), file.EndsWith(".toml", StringComparison.Ordinal) ? "further directories are given by the editor, session by session" : "notes are read from AGENTS.md in the workspace's root; move it there");
        }

        this.texts.Skills(Path.Combine(folder, "skills"));
        this.LeaveAgents(folder);
    }

    private void ReadTexts(string folder)
    {
        this.texts.Instructions(Path.Combine(folder, "AGENTS.md"));
        this.texts.Skills(Path.Combine(folder, "skills"));
        this.LeaveAgents(folder);
    }

    private void LeaveAgents(string folder) => this.texts.Others(Path.Combine(folder, "agents"), "*.md", "agent", "agents of one's own have no form here; a skill with the same text comes close");

    private void ReadConfiguration(string file)
    {
        if (SetupText.ReadToml(file, items) is not { } settings)
        {
            return;
        }

        var endpoints = new ImportedEndpoints(file, items);
        foreach (var provider in Groups(settings, "providers"))
        {
            endpoints.KimiProvider(provider.Key, Below(provider));
        }

        foreach (var model in Groups(settings, "models"))
        {
            endpoints.KimiModel(model.Key, Below(model));
        }

        endpoints.DefaultModel(settings.FirstOrDefault(setting => setting.Path is ["default_model"])?.Value as string);
        this.ReadMode(file, settings.FirstOrDefault(setting => setting.Path is ["default_permission_mode"])?.Value as string);
        this.ReadRules(file, settings);
        this.ReadLoop(file, [.. settings.Where(setting => setting.Path is ["loop_control", _] && setting.Value is not null)]);
        foreach (var hook in settings.Where(setting => setting.Path is ["hooks", _, ..]).GroupBy(setting => setting.Path[1]))
        {
            var fields = hook.ToLookup(setting => setting.Path[^1]);
            items.Leave(file, $"hook {fields["event"].FirstOrDefault()?.Value}: {fields["command"].FirstOrDefault()?.Value}", LeftHooks.Why);
        }

        foreach (var other in settings.Where(setting => setting.Value is not null).Where(IsOther).GroupBy(setting => setting.Path is [_, _, ..] ? $"[{setting.Path[0]}]" : setting.Key))
        {
            items.Leave(file, other.Key, WhyOther(other.Key.Trim('[', ']')));
        }
    }

    private void ReadMode(string file, string? mode)
    {
        if (mode is null)
        {
            return;
        }

        var what = $"default_permission_mode = {mode}";
        if (mode != "manual")
        {
            items.Leave(file, what, "it lets more run unasked; set default_permission_mode yourself if you mean that (plan, ask, accept-edits, yolo)");
        }
        else if (items.Target.Settings().Any(setting => setting.Path is ["default_permission_mode"]))
        {
            items.Leave(file, what, "config.toml says default_permission_mode already");
        }
        else
        {
            items.Take(file, what, "default_permission_mode = \"ask\"", new ImportChange.Setting("default_permission_mode", "ask"));
        }
    }

    /// <summary>Both spellings: <c>[[permission.rules]]</c> and <c>[[permission.deny]]</c>.</summary>
    private void ReadRules(string file, ImmutableArray<TomlSetting> settings)
    {
        foreach (var rule in settings.Where(setting => setting.Path is ["permission", _, _, _]).GroupBy(setting => (setting.Path[1], setting.Path[2])))
        {
            var fields = rule.ToDictionary(setting => setting.Path[3], setting => setting.Value as string ?? "", StringComparer.Ordinal);
            var isListed = rule.Key.Item1 == "rules";
            var decision = isListed ? fields.GetValueOrDefault("decision", "") : rule.Key.Item1;
            var match = fields.GetValueOrDefault("match", "");
            var pattern = isListed ? fields.GetValueOrDefault("pattern", "") : match.Length == 0 ? fields.GetValueOrDefault("tool", "") : $"{fields.GetValueOrDefault("tool", "")}({match})";
            if (fields.GetValueOrDefault("scope", "user") is var scope and ("session-runtime" or "turn-override"))
            {
                items.Leave(file, $"rule {decision} {pattern}", $"it has the scope {scope}, which is for a session or a turn; allow for the session when you are asked");
                continue;
            }

            items.Rule(file, decision, pattern, RuleDialect.Kimi);
        }
    }

    private void ReadLoop(string file, ImmutableArray<TomlSetting> settings)
    {
        var isThere = items.Target.Settings().Any(setting => setting.Path is ["loop", ..]);
        var values = ImmutableArray.CreateBuilder<(string Key, string Literal)>();
        foreach (var setting in settings)
        {
            var what = $"{setting.Key} = {setting.Value}";
            if (Loop.FirstOrDefault(pair => pair.Theirs == setting.Path[1]) is not { Ours: { } ours } || setting.Value is not long number)
            {
                items.Leave(file, what, "there is no such setting here");
            }
            else if (isThere)
            {
                items.Leave(file, what, $"config.toml has [loop] already; set {ours} there");
            }
            else if (number is < 1 or > 100 && ours.EndsWith("step", StringComparison.Ordinal) || number is < 1 or > 1000)
            {
                items.Leave(file, what, $"loop.{ours} cannot be so large here");
            }
            else
            {
                values.Add((ours, $"{number}"));
                items.Take(file, what, $"loop.{ours}", new ImportChange.Table(["loop"], [(ours, $"{number}")]));
            }
        }
    }

    private static bool IsOther(TomlSetting setting) =>
        setting.Path[0] is not ("providers" or "models" or "default_model" or "default_permission_mode" or "loop_control" or "hooks")
        && setting.Path is not ["permission", _, _, _];

    private static string WhyOther(string section) => section switch
    {
        "telemetry" => "nothing is sent home here",
        "thinking" => "thinking is set for each model here: models.NAME.thinking_enabled, thinking_keep, thinking_effort",
        "mcp" => "time limits are set for each server in mcp.json: startupTimeoutMs, toolTimeoutMs",
        "tools" => "tools are not switched on and off here; write deny rules",
        "services" => "its search and fetch services belong to its account",
        "default_plan_mode" => "choose default_permission_mode = \"plan\" if you mean that",
        _ => "there is no such setting here",
    };

    private static IEnumerable<IGrouping<string, TomlSetting>> Groups(ImmutableArray<TomlSetting> settings, string table) =>
        settings.Where(setting => setting.Path.Length >= 2 && setting.Path[0] == table).GroupBy(setting => setting.Path[1]);

    /// <summary>Values by their keys below the table's name.</summary>
    private static ImmutableArray<(string Key, object Value)> Below(IGrouping<string, TomlSetting> group) =>
        [.. group.Where(setting => setting.Value is not null && setting.Path.Length > 2).Select(setting => (string.Join('.', setting.Path[2..]), setting.Value!))];
}
