using System.Text.Json.Nodes;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Claude Code's set-up: settings, notes, skills, commands and agents of its folder, or what it keeps in a workspace.</summary>
internal sealed class ClaudeSetup(SetupPlaces places, ImportItems items)
{
    private readonly ImportedTexts texts = new(items);

    public void ReadUser()
    {
        this.ReadSettings(Path.Combine(places.Claude, "settings.json"));
        this.texts.Instructions(Path.Combine(places.Claude, "CLAUDE.md"));
        this.texts.Skills(Path.Combine(places.Claude, "skills"));
        this.ReadFolders(places.Claude);
    }

    public void ReadWorkspace()
    {
        var folder = places.InWorkspace(".claude");
        this.ReadSettings(Path.Combine(folder, "settings.json"));
        this.ReadSettings(Path.Combine(folder, "settings.local.json"));
        this.texts.Instructions(places.InWorkspace("CLAUDE.md"));
        if (File.Exists(places.InWorkspace("CLAUDE.local.md")))
        {
            items.Leave(places.InWorkspace("CLAUDE.local.md"), "notes for agents", "notes that git does not track are not read; put yours into ~/.editoragent/AGENTS.md");
        }

        this.texts.SkillsInUse(Path.Combine(folder, "skills"));
        this.ReadFolders(folder);
    }

    private void ReadFolders(string folder)
    {
        this.texts.Commands(Path.Combine(folder, "commands"), ".md", Adapted);
        this.texts.Others(Path.Combine(folder, "agents"), "*.md", "agent", "agents of one's own have no form here; a skill with the same text comes close");
    }

    private static (string Text, string? Note) Adapted(string text) =>
        (text, text.Contains("!`", StringComparison.Ordinal) ? "its !`commands` are not run when it is called; the agent is told of them and asks" : null);

    private void ReadSettings(string file)
    {
        if (SetupText.Json(file, items) is not { } root)
        {
            return;
        }

        foreach (var (key, value) in root)
        {
            switch (key)
            {
                case "permissions" when value is JsonObject permissions:
                    this.ReadPermissions(file, permissions);
                    break;
                case "hooks" when value is JsonObject hooks:
                    this.ReadHooks(file, hooks);
                    break;
                case "env" when value is JsonObject variables:
                    foreach (var (name, _) in variables)
                    {
                        items.Leave(file, $"env {name}", "variables are not set from a file here; set it where the editor is started, or for a server in mcp.json");
                    }

                    break;
                case "$schema":
                    break;
                default:
                    items.Leave(file, key, WhyNot(key));
                    break;
            }
        }
    }

    private void ReadPermissions(string file, JsonObject permissions)
    {
        foreach (var (key, value) in permissions)
        {
            if (key is "allow" or "ask" or "deny" && value is JsonArray rules)
            {
                foreach (var rule in rules)
                {
                    items.Rule(file, key, SetupText.Text(rule) ?? "", RuleDialect.Claude);
                }

                continue;
            }

            items.Leave(file, $"permissions.{key}{(SetupText.Text(value) is { } text ? $" = {text}" : "")}", key switch
            {
                "defaultMode" => "set default_permission_mode yourself if you mean that (plan, ask, accept-edits, yolo)",
                "additionalDirectories" => "further directories are given by the editor, session by session",
                "disableBypassPermissionsMode" => "there is no such mode here: deny rules hold in every mode",
                _ => "there is no such setting here",
            });
        }
    }

    private void ReadHooks(string file, JsonObject hooks)
    {
        foreach (var (name, matchers) in hooks)
        {
            foreach (var command in (matchers as JsonArray ?? []).OfType<JsonObject>().SelectMany(matcher => matcher["hooks"] as JsonArray ?? []).OfType<JsonObject>())
            {
                items.Leave(file, $"hook {name}: {SetupText.Text(command["command"]) ?? SetupText.Text(command["type"])}", LeftHooks.Why);
            }
        }
    }

    private static string WhyNot(string key) => key switch
    {
        "model" or "availableModels" or "modelOverrides" => "its models belong to its account; choose one in config.toml",
        "apiKeyHelper" or "awsAuthRefresh" or "awsCredentialExport" or "otelHeadersHelper" => "it runs a program for a key; enter the key in the editor",
        "enableAllProjectMcpServers" or "enabledMcpjsonServers" or "disabledMcpjsonServers" => "servers of a workspace start when you trust it, and each when you approve it",
        "sandbox" => "commands run in the sandbox here without being asked to",
        "includeCoAuthoredBy" or "attribution" or "outputStyle" or "language" => "write it into your AGENTS.md: it is a wish to the model",
        "enabledPlugins" or "extraKnownMarketplaces" => "there are no plugins here; their skills can be copied into ~/.editoragent/skills",
        _ => "there is no such setting here",
    };
}
