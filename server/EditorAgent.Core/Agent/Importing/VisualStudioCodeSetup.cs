using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EditorAgent.Core.Agent.Guidance;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>The set-up of VS Code's own agent: <c>settings.json</c>, prompt files and notes of the user or of a workspace.</summary>
internal sealed partial class VisualStudioCodeSetup(SetupPlaces places, ImportItems items)
{
    private const string TerminalRules = "chat.tools.terminal.autoApprove";

    private readonly ImportedTexts texts = new(items);

    public void ReadUser()
    {
        this.ReadSettings(Path.Combine(places.VisualStudioCode, "settings.json"));
        this.ReadPrompts(Path.Combine(places.VisualStudioCode, "prompts"));
    }

    public void ReadWorkspace()
    {
        this.ReadSettings(places.InWorkspace(Path.Combine(".vscode", "settings.json")));
        this.texts.Instructions(places.InWorkspace(Path.Combine(".github", "copilot-instructions.md")));
        this.ReadPrompts(places.InWorkspace(Path.Combine(".github", "prompts")));
        this.texts.Others(places.InWorkspace(Path.Combine(".github", "instructions")), "*.instructions.md", "instructions", "notes for files of a pattern have no form here; an AGENTS.md in their folder is read when something there is used");
        this.texts.Others(places.InWorkspace(Path.Combine(".github", "chatmodes")), "*.chatmode.md", "chat mode", "modes of one's own have no form here; a skill with the same text comes close");
        this.texts.Others(places.InWorkspace(Path.Combine(".github", "agents")), "*.md", "agent", "agents of one's own have no form here; a skill with the same text comes close");
    }

    private void ReadPrompts(string folder)
    {
        this.texts.Commands(folder, ".prompt.md", Adapted);
        this.texts.Others(folder, "*.instructions.md", "instructions", "notes for files of a pattern have no form here; put them into AGENTS.md");
    }

    /// <summary>One question to the user is what is typed behind the command; of more than one nobody could tell the answers apart.</summary>
    private static (string Text, string? Note) Adapted(string text)
    {
        var inputs = Input().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        var ours = inputs.Count == 1 ? Input().Replace(text, "$ARGUMENTS") : text;
        string[] notes =
        [
            .. inputs.Count > 1 ? ["its ${input:...} are not asked for; say their values behind the command"] : Array.Empty<string>(),
            .. EditorVariable().IsMatch(text) ? ["its ${file} and ${selection} are not filled in; attach them"] : Array.Empty<string>(),
            .. FrontMatter.Read(text) is var head && (head["mode"] ?? head["agent"] ?? head["tools"] ?? head["model"]) is not null ? ["its mode, tools and model have no meaning here"] : Array.Empty<string>(),
        ];
        return (ours, notes.Length == 0 ? null : string.Join("; ", notes));
    }

    private void ReadSettings(string file)
    {
        if (SetupText.Json(file, items) is not { } root)
        {
            return;
        }

        foreach (var (key, value) in root.Where(setting => IsOfAgents(setting.Key)))
        {
            switch (key)
            {
                case TerminalRules when value is JsonObject rules:
                    this.ReadTerminalRules(file, rules);
                    break;
                case "chat.tools.autoApprove" or "chat.tools.global.autoApprove" when value is JsonValue off && off.GetValueKind() == JsonValueKind.False:
                    items.Use(file, $"{key} = false", "nothing runs unasked here either");
                    break;
                case "chat.tools.urls.autoApprove" when value is JsonObject addresses:
                    this.ReadAddresses(file, addresses);
                    break;
                case "chat.agent.maxRequests" when value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<int>(out var most) && most is > 0 and <= 1000:
                    this.ReadMost(file, most);
                    break;
                default:
                    items.Leave(file, key, WhyNot(key));
                    break;
            }
        }
    }

    /// <summary>There, true runs without asking and everything else asks.</summary>
    private void ReadTerminalRules(string file, JsonObject rules)
    {
        foreach (var (text, value) in rules)
        {
            var isAllowed = value is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;
            if (value is JsonObject || value is null)
            {
                items.Leave(file, $"{TerminalRules}: {text}", "it speaks of whole command lines, and rules here of single commands");
            }
            else if (text.StartsWith('/'))
            {
                items.Leave(file, $"{TerminalRules}: {text}", "it is a regular expression; write it by hand as shell(first words of the command)");
            }
            else
            {
                items.Rule(file, $"{TerminalRules}: {text} = {(isAllowed ? "true" : "false")}", isAllowed ? "allow" : "ask", $"Bash({text}:*)", RuleDialect.Claude);
            }
        }
    }

    private void ReadAddresses(string file, JsonObject addresses)
    {
        foreach (var (address, value) in addresses)
        {
            var what = $"chat.tools.urls.autoApprove: {address}";
            if (value is not JsonValue flag || flag.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            {
                items.Leave(file, what, "it parts the asking from the answer, which is one thing here");
                continue;
            }

            var isAllowed = flag.GetValueKind() == JsonValueKind.True;
            items.Rule(file, $"{what} = {(isAllowed ? "true" : "false")}", isAllowed ? "allow" : "ask", $"WebFetch({address})", RuleDialect.Cursor);
        }
    }

    private void ReadMost(string file, int most)
    {
        if (items.Target.Settings().Any(setting => setting.Path is ["loop", ..]))
        {
            items.Leave(file, $"chat.agent.maxRequests = {most}", "config.toml has [loop] already; set max_steps_per_turn there");
            return;
        }

        items.Take(file, $"chat.agent.maxRequests = {most}", "loop.max_steps_per_turn", new ImportChange.Table(["loop"], [("max_steps_per_turn", $"{most}")]));
    }

    private static bool IsOfAgents(string key) =>
        key.StartsWith("chat.tools.", StringComparison.Ordinal) || key.StartsWith("chat.mcp.", StringComparison.Ordinal) || key.StartsWith("chat.agent.", StringComparison.Ordinal)
        || key.StartsWith("github.copilot.", StringComparison.Ordinal) || key is "chat.promptFilesLocations" or "chat.instructionsFilesLocations" or "chat.useAgentsMdFile" or "mcp";

    private static string WhyNot(string key) => key switch
    {
        "chat.tools.autoApprove" or "chat.tools.global.autoApprove" => "it runs everything unasked; choose the mode yolo if you mean that",
        "chat.tools.edits.autoApprove" => "edits run unasked in the mode accept-edits, but for files that configure or run something",
        "mcp" => "servers stand in mcp.json now; move them there in VS Code first",
        _ when key.StartsWith("chat.mcp.", StringComparison.Ordinal) => "servers of other programs are taken over one by one",
        _ when key.StartsWith("github.copilot.", StringComparison.Ordinal) => "it is a setting of Copilot",
        _ => "there is no such setting here",
    };

    [GeneratedRegex(@"\$\{input:([A-Za-z0-9_-]{1,64})(?::[^}]{0,200})?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Input();

    [GeneratedRegex(@"\$\{(?:file|fileBasename|fileDirname|selection|selectedText|workspaceFolder)\}", RegexOptions.CultureInvariant)]
    private static partial Regex EditorVariable();
}
