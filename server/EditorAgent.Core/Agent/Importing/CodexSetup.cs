using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Codex' set-up: <c>config.toml</c>, notes, skills and prompts of its folder. Its servers are MCP's, and told apart by who reads them.</summary>
internal sealed class CodexSetup(SetupPlaces places, ImportItems items)
{
    private readonly ImportedTexts texts = new(items);

    public void ReadUser()
    {
        this.ReadConfiguration(Path.Combine(places.Codex, "config.toml"));
        this.texts.Instructions(Path.Combine(places.Codex, "AGENTS.md"));
        this.texts.Skills(Path.Combine(places.Codex, "skills"));
        this.texts.Commands(Path.Combine(places.Codex, "prompts"), ".md", text => (text, null));
        this.texts.Others(Path.Combine(places.Codex, "rules"), "*.rules", "rules", "they are a program; write what they forbid as rules of config.toml");
    }

    /// <summary>What codex reads in a workspace (AGENTS.md, .agents/skills) is read here too.</summary>
    public void ReadWorkspace() => this.texts.SkillsInUse(places.InWorkspace(Path.Combine(".agents", "skills")));

    private void ReadConfiguration(string file)
    {
        if (SetupText.ReadToml(file, items) is not { } settings)
        {
            return;
        }

        var endpoints = new ImportedEndpoints(file, items);
        foreach (var provider in settings.Where(setting => setting.Path is ["model_providers", _, ..]).GroupBy(setting => setting.Path[1]))
        {
            endpoints.CodexProvider(provider.Key, [.. provider.Where(setting => setting.Value is not null && setting.Path.Length > 2).Select(setting => (string.Join('.', setting.Path[2..]), setting.Value!))]);
        }

        if (Text(settings, "model") is { } model)
        {
            var further = settings.FirstOrDefault(setting => setting.Path is ["model_context_window"])?.Value is long and >= 1024 and var window ? ImmutableArray.Create(("context_window", $"{window}")) : [];
            if (Text(settings, "model_provider") is not { } provider || provider == "openai")
            {
                items.Leave(file, $"model {model}", "it is reached through its own account; write a provider with a key into config.toml");
            }
            else if (endpoints.Model(model, provider, model, further))
            {
                endpoints.DefaultModel(model);
            }
        }

        foreach (var other in settings.Where(setting => setting.Value is not null)
            .Where(setting => setting.Path[0] is not ("model" or "model_provider" or "model_context_window" or "model_providers" or "mcp_servers"))
            .GroupBy(setting => setting.Path.Length > 1 ? $"[{DottedKey.Of(setting.Path.AsSpan()[..Math.Min(2, setting.Path.Length - 1)])}]" : setting.Key))
        {
            items.Leave(file, other.First().Path is [_] ? $"{other.Key} = {other.First().Value}" : other.Key, WhyNot(other.First().Path[0]));
        }
    }

    private static string? Text(ImmutableArray<TomlSetting> settings, string key) => settings.FirstOrDefault(setting => setting.Path.Length == 1 && setting.Path[0] == key)?.Value as string;

    private static string WhyNot(string section) => section switch
    {
        "approval_policy" => "set default_permission_mode yourself if you mean that (plan, ask, accept-edits, yolo)",
        "sandbox_mode" or "sandbox_workspace_write" => "commands run in the sandbox here without being asked to",
        "projects" => "trust is given here when you have seen what would run: editor-agent trust grant",
        "profiles" => "models are chosen by name here: [models.NAME]",
        "model_reasoning_effort" => "it is set for each model here: models.NAME.thinking_effort",
        "notify" or "hooks" => LeftHooks.Why,
        "shell_environment_policy" => "commands get a fresh environment here",
        "tools" => "tools are not switched on and off here; write deny rules",
        _ => "there is no such setting here",
    };
}
