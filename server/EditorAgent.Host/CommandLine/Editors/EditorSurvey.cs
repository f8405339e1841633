using System.Text.Json.Nodes;
using EditorAgent.Core.Processes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>Looks at what editors keep in their own files, and for their programs on the PATH: starts nothing, follows no setting, reads little.</summary>
internal sealed class EditorSurvey(EditorPlaces places)
{
    private const string Mark = "editor-agent";
    private const int MostFiles = 200;
    private const int LargestFile = 512 * 1024;

    private readonly TrustedPath programs = new(places.Environment.GetValueOrDefault("PATH"), []);

    public IEnumerable<EditorStanding> Look() =>
    [
        this.VisualStudioCode(),
        .. RegisteredEditor.In(places).Select(this.Registered),
        this.OfText("Neovim", "neovim", [places.NeovimFolder], ["*.lua", "*.vim"], ["nvim"]),
        this.OfText("Emacs", "emacs", places.EmacsPlaces, ["*.el"], ["emacs"]),
        this.OfText("Helix", "helix", [places.HelixFolder], ["languages.toml"], ["hx", "helix"]),
        this.OfText("Sublime Text", "sublime", [places.SublimeFolder], ["LSP.sublime-settings"], ["subl", "sublime_text"]),
    ];

    /// <summary>The first of these that is on the PATH: an editor that has never run has no folder yet.</summary>
    private string? Program(params IEnumerable<string> names) =>
        this.programs.FindFirst([.. OperatingSystem.IsWindows() ? names.SelectMany(name => new[] { name + ".exe", name + ".cmd" }) : names]);

    private EditorStanding VisualStudioCode()
    {
        var folders = places.ExtensionFolders.Where(Directory.Exists).ToList();
        var extension = folders.SelectMany(folder => Guarded(() => Directory.GetDirectories(folder, "editoragent.editoragent-*"))).Order(StringComparer.Ordinal).LastOrDefault();
        return extension is not null ? new("VS Code", EditorStanding.Kind.Ready, extension)
            : folders is [var first, ..] ? new("VS Code", EditorStanding.Kind.Unknown, first, "code --install-extension editoragent-VERSION.vsix")
            : this.Program("code", "code-insiders", "codium", "cursor") is { } program ? new("VS Code", EditorStanding.Kind.Unknown, program, $"{Path.GetFileNameWithoutExtension(program)} --install-extension editoragent-VERSION.vsix")
            : new("VS Code", EditorStanding.Kind.Absent);
    }

    private EditorStanding Registered(RegisteredEditor editor)
    {
        var mend = $"editor-agent acp install --ide {editor.Word}";
        try
        {
            var isHere = this.Program(editor.Programs) is not null
                || (editor.Word == "zed" ? Directory.Exists(places.ZedFolder) : Directory.Exists(places.JetBrainsFolder) || Directory.Exists(Path.GetDirectoryName(editor.File)));
            if (new EditorSettingsFile(editor.File, TimeProvider.System).Read() is not { } bytes)
            {
                return new(editor.Name, isHere ? EditorStanding.Kind.Unknown : EditorStanding.Kind.Absent, editor.File, mend);
            }

            var text = AgentServersText.Parse(editor.File, RegisteredEditor.EntryName, bytes);
            return text.ReadEntry() is { } entry ? Standing(editor, entry, mend)
                : text.HasEntry ? new(editor.Name, EditorStanding.Kind.Broken, $"the entry in {editor.File} is no object", mend + " --force")
                : new(editor.Name, EditorStanding.Kind.Unknown, editor.File, mend);
        }
        catch (UserFacingException unreadable)
        {
            return new(editor.Name, EditorStanding.Kind.Broken, unreadable.Message.Split(". Nothing was changed")[0], $"editor-agent acp --print-config {editor.Word}");
        }
    }

    private static EditorStanding Standing(RegisteredEditor editor, JsonObject entry, string mend)
    {
        if (!AgentCommand.Starts(entry))
        {
            return new(editor.Name, EditorStanding.Kind.Broken, $"\"{RegisteredEditor.EntryName}\" in {editor.File} starts something else", mend + " --force");
        }

        var command = AgentCommand.TextOf(entry["command"])!;
        return !Path.IsPathFullyQualified(command) ? new(editor.Name, EditorStanding.Kind.Broken, $"{command} in {editor.File} is no absolute path; an editor may not find it", mend)
            : !File.Exists(command) ? new(editor.Name, EditorStanding.Kind.Broken, $"{command}, which {editor.File} names, is not there any more", mend)
            : new(editor.Name, EditorStanding.Kind.Ready, editor.File);
    }

    /// <summary>Configuration that is a program: whether one of its files names us is all that can be known of it.</summary>
    private EditorStanding OfText(string name, string word, IEnumerable<string> settings, string[] patterns, string[] names)
    {
        var there = settings.Where(Path.Exists).ToList();
        var naming = there.SelectMany(place => Files(place, patterns)).Take(MostFiles).FirstOrDefault(Names);
        return naming is not null ? new(name, EditorStanding.Kind.Ready, naming)
            : (there.FirstOrDefault() ?? this.Program(names)) is { } found ? new(name, EditorStanding.Kind.Unknown, found, $"editor-agent acp --print-config {word}")
            : new(name, EditorStanding.Kind.Absent);
    }

    private static IEnumerable<string> Files(string place, string[] patterns)
    {
        if (File.Exists(place))
        {
            return [place];
        }

        // Where users write themselves; what package managers unpack lies deeper.
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };
        return Guarded(() => patterns.SelectMany(pattern => Directory.EnumerateFiles(place, pattern, options))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}elpa{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Take(MostFiles).ToArray());
    }

    private static bool Names(string file)
    {
        try
        {
            var content = new FileInfo(file);
            return (content.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? content) is { Exists: true, Length: > 0 and <= LargestFile } real
                && File.ReadAllText(real.FullName).Contains(Mark, StringComparison.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] Guarded(Func<string[]> look)
    {
        try
        {
            return look();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
