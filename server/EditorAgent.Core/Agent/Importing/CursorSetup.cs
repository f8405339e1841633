using System.Text.Json.Nodes;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Cursor's set-up: permissions of its command line, commands and rules of the user or of a workspace.</summary>
internal sealed class CursorSetup(SetupPlaces places, ImportItems items)
{
    private readonly ImportedTexts texts = new(items);

    public void ReadUser()
    {
        this.ReadPermissions(Path.Combine(places.Cursor, "cli-config.json"));
        this.ReadFolders(places.Cursor);
    }

    public void ReadWorkspace()
    {
        var folder = places.InWorkspace(".cursor");
        this.ReadPermissions(Path.Combine(folder, "cli.json"));
        this.texts.Instructions(places.InWorkspace(".cursorrules"));
        this.ReadFolders(folder);
    }

    private void ReadFolders(string folder)
    {
        this.texts.Commands(Path.Combine(folder, "commands"), ".md", text => (text, null));
        this.texts.Skills(Path.Combine(folder, "skills"));
        this.texts.Others(Path.Combine(folder, "rules"), "*.mdc", "rule file", "rules for files of a pattern have no form here; put what always holds into AGENTS.md, and what holds for a folder into its own");
    }

    private void ReadPermissions(string file)
    {
        if (SetupText.Json(file, items) is not { } root)
        {
            return;
        }

        foreach (var (key, value) in root["permissions"] as JsonObject ?? [])
        {
            foreach (var rule in value as JsonArray ?? [])
            {
                items.Rule(file, key, SetupText.Text(rule) ?? "", RuleDialect.Cursor);
            }
        }

        foreach (var (key, _) in root.Where(setting => setting.Key is not ("permissions" or "version")))
        {
            items.Leave(file, key, "there is no such setting here");
        }
    }
}
