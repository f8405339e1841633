using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Notes, skills and commands of another program, which are Markdown there as here.</summary>
internal sealed class ImportedTexts(ImportItems items)
{
    /// <summary>Notes for agents, if there are none of ours yet.</summary>
    public void Instructions(string file)
    {
        if (!Path.Exists(file))
        {
            return;
        }

        if (items.Target.IsOfWorkspace)
        {
            if (File.Exists(items.Target.Instructions))
            {
                items.Leave(file, "notes for agents", "the workspace has an AGENTS.md, which is read instead; put into that what still matters");
            }
            else if (ProjectInstructions.FirstIn(Path.GetDirectoryName(items.Target.Instructions)!) is { } first && first != file)
            {
                items.Leave(file, "notes for agents", $"only one such file is read, and that is {first}; put all into an AGENTS.md");
            }
            else
            {
                items.Use(file, "notes for agents", "read where they are, as long as there is no AGENTS.md");
            }

            return;
        }

        if (File.Exists(items.Target.Instructions))
        {
            items.Leave(file, "notes for agents", $"{items.Target.Instructions} exists; put into that what still matters");
        }
        else if (GuidanceFile.Read(file) is { } text)
        {
            items.Take(file, "notes for agents", items.Target.Instructions, new ImportChange.File(items.Target.Instructions, text));
        }
        else
        {
            items.Leave(file, "notes for agents", GuidanceFile.Rule);
        }
    }

    /// <summary>Folders with a SKILL.md.</summary>
    public void Skills(string folder)
    {
        foreach (var skill in Entries(folder, Directory.EnumerateDirectories).Where(skill => Path.Exists(Path.Combine(skill, GuidanceFolder.SkillFile))))
        {
            var name = Path.GetFileName(skill);
            var to = Path.Combine(items.Target.Directory, "skills", name);
            if (new DirectoryInfo(skill).LinkTarget is not null || GuidanceFile.Read(Path.Combine(skill, GuidanceFolder.SkillFile)) is null)
            {
                items.Leave(skill, $"skill {name}", $"its SKILL.md cannot be used: {GuidanceFile.Rule}");
            }
            else if (!GuidanceFolder.IsName(name))
            {
                items.Leave(skill, $"skill {name}", "its name may hold letters, digits, - and _ only");
            }
            else if (Path.Exists(to))
            {
                items.Leave(skill, $"skill {name}", $"there is one of this name: {to}");
            }
            else
            {
                items.Take(skill, $"skill {name}", to, new ImportChange.Folder(to, skill));
            }
        }
    }

    /// <summary>Skills of a workspace that are found where they are.</summary>
    public void SkillsInUse(string folder)
    {
        foreach (var skill in Entries(folder, Directory.EnumerateDirectories).Where(skill => Path.Exists(Path.Combine(skill, GuidanceFolder.SkillFile))))
        {
            items.Use(skill, $"skill {Path.GetFileName(skill)}", "offered where it is, once you trust the workspace and git tracks it");
        }
    }

    /// <summary>Prompts as Markdown files; those in a folder below are called by both names.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="ending">Of their names, for example <c>.prompt.md</c>.</param>
    /// <param name="adapt">Makes of a text ours, and says what of it has no meaning here.</param>
    public void Commands(string folder, string ending, Func<string, (string Text, string? Note)> adapt)
    {
        foreach (var file in Entries(folder, path => Directory.EnumerateFiles(path, "*" + ending, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint })))
        {
            var name = Path.GetRelativePath(folder, file)[..^ending.Length].Replace(Path.DirectorySeparatorChar, '-').Replace('.', '-').Replace(' ', '-');
            var to = Path.Combine(items.Target.Directory, "commands", $"{name}.md");
            if (!GuidanceFolder.IsName(name))
            {
                items.Leave(file, $"command {name}", "its name may hold letters, digits, - and _ only");
            }
            else if (Path.Exists(to))
            {
                items.Leave(file, $"command /{name}", $"there is one of this name: {to}");
            }
            else if (GuidanceFile.Read(file) is not { } text)
            {
                items.Leave(file, $"command /{name}", GuidanceFile.Rule);
            }
            else
            {
                var (ours, note) = adapt(text);
                items.Take(file, $"command /{name}", note is null ? to : $"{to}; {note}", new ImportChange.File(to, ours));
            }
        }
    }

    /// <summary>Files that describe something else than notes, skills or commands.</summary>
    public void Others(string folder, string pattern, string what, string why)
    {
        foreach (var file in Entries(folder, path => Directory.EnumerateFiles(path, pattern)))
        {
            items.Leave(file, $"{what} {Path.GetFileNameWithoutExtension(file)}", why);
        }
    }

    private static List<string> Entries(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return Directory.Exists(folder) ? [.. list(folder).Take(GuidanceFolder.MostEntries).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
