using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary><c>acp install</c> and <c>acp uninstall</c>: our entry in an editor's own file, and nothing else of it.</summary>
internal static class AcpRegistration
{
    /// <param name="Command">Instead of the path of this executable.</param>
    /// <param name="Variables">Of this shell, to be written into the editor's file: the user's word that a key may stand there.</param>
    /// <param name="Force">An entry of that name that is not ours is replaced.</param>
    /// <param name="DryRun">Nothing is written.</param>
    internal sealed record Request(string? Ide, string? Command, IReadOnlyList<string> Variables, bool Force, bool DryRun);

    public static async Task<int> InstallAsync(VerbContext context, Request request, TimeProvider time)
    {
        var places = EditorPlaces.Of(context);
        var editor = RegisteredEditor.Find(places, request.Ide);
        var command = AgentCommand.Of(context, request.Command);
        var given = Given(context, request.Variables);
        var file = new EditorSettingsFile(editor.File, time);
        var before = file.Read();
        if (request.DryRun)
        {
            return await ShowAsync(context, editor.File, before, Edit(before ?? []));
        }

        var backup = file.Change(Edit, IsSecret);
        var isNew = before is null;
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var did = backup is null && !isNew ? $"EditorAgent is registered with {editor.Name} already, in {editor.File}."
            : $"Registered EditorAgent with {editor.Name} in {editor.File}{(backup is null ? "" : $" (as it was: {backup})")}.";
        var variables = EntryVariables.Of(editor.File, file.Read() ?? []);
        var next = editor.Word == "jetbrains" && places.IsWindowsSubsystem ? "JetBrains IDEs start no agents inside WSL: install EditorAgent on Windows and run this there"
            : ModelIsMissing(context, variables) ? $"give it a model with editor-agent login, then {editor.Next}"
            : editor.Next;
        await output.WriteLineAsync(TerminalText.Visible($"{did} Next: {next}."));
        if (variables.GetValueOrDefault("EDITORAGENT_HOME") is { } folder && folder != context.Home.Directory)
        {
            await output.WriteLineAsync(TerminalText.Visible($"{editor.Name} will use the user folder {folder} (EDITORAGENT_HOME in {editor.File}), this shell {context.Home.Directory}."));
        }

        await WarnAsync(output, file, before, backup);
        return (int)ExitCode.Success;

        bool IsSecret(byte[] text) => EntryVariables.Names(editor.File, text) is [_, ..];

        byte[] Edit(byte[] old)
        {
            var text = AgentServersText.Parse(editor.File, RegisteredEditor.EntryName, old);
            return Merged(text, editor, command, given, request.Force) is { } entry ? text.With(entry) : old;
        }
    }

    public static async Task<int> UninstallAsync(VerbContext context, Request request, TimeProvider time)
    {
        var editor = RegisteredEditor.Find(EditorPlaces.Of(context), request.Ide);
        var file = new EditorSettingsFile(editor.File, time);
        var before = file.Read();
        if (request.DryRun)
        {
            return await ShowAsync(context, editor.File, before, before is null ? [] : Edit(before));
        }

        var backup = before is null ? null : file.Change(Edit, IsSecret);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync(TerminalText.Visible(backup is null
            ? $"EditorAgent is not registered with {editor.Name} in {editor.File}. Nothing was changed."
            : $"Took EditorAgent out of {editor.File} (as it was: {backup}). Next: restart {editor.Name} if it still shows."));
        await WarnAsync(output, file, before, backup);
        return (int)ExitCode.Success;

        bool IsSecret(byte[] text) => EntryVariables.Names(editor.File, text) is [_, ..];

        byte[] Edit(byte[] old)
        {
            var text = AgentServersText.Parse(editor.File, RegisteredEditor.EntryName, old);
            return !text.HasEntry || request.Force || (text.ReadEntry() is { } entry && AgentCommand.Starts(entry))
                ? text.Without()
                : throw new UserFacingException(ExitCode.Configuration, $"\"{RegisteredEditor.EntryName}\" in {editor.File} does not start editor-agent, so it stays. With --force it goes.");
        }
    }

    private static async Task WarnAsync(TextWriter output, EditorSettingsFile file, byte[]? before, string? backup)
    {
        foreach (var warning in EntryVariables.Warnings(file, before, backup))
        {
            await output.WriteLineAsync(TerminalText.Visible(warning));
        }
    }

    /// <returns>What the entry is to be; null when it is that already.</returns>
    private static JsonObject? Merged(AgentServersText text, RegisteredEditor editor, AgentCommand command, ImmutableSortedDictionary<string, string> given, bool force)
    {
        var fresh = editor.Entry(command, command.Environment.SetItems(given));
        if (!text.HasEntry)
        {
            return fresh;
        }

        var entry = text.ReadEntry();
        if (entry is null || !AgentCommand.Starts(entry))
        {
            return force ? fresh : throw new UserFacingException(
                ExitCode.Configuration, $"{editor.File} has an \"{RegisteredEditor.EntryName}\" that is not ours: {Difference(entry, fresh)}. Nothing was changed; --force replaces just that entry.");
        }

        // What else the user has set in it stays.
        var merged = (JsonObject)entry.DeepClone();
        merged["command"] = fresh["command"]!.DeepClone();
        merged["args"] = fresh["args"]!.DeepClone();
        var variables = merged["env"] as JsonObject ?? [];
        foreach (var (name, value) in command.Environment.Where(needed => !variables.ContainsKey(needed.Key)).Concat(given))
        {
            variables[name] = value;
        }

        if (variables.Parent is null && variables.Count > 0)
        {
            merged["env"] = variables;
        }

        return JsonNode.DeepEquals(entry, merged) ? null : merged;
    }

    private static string Difference(JsonObject? theirs, JsonObject ours)
    {
        if (theirs is null)
        {
            return "it is no object";
        }

        var differing = new[] { "type", "command", "args" }
            .Where(key => !JsonNode.DeepEquals(theirs[key], ours[key]))
            .Select(key => $"{key} is {theirs[key]?.ToJsonString() ?? "missing"} and would be {ours[key]?.ToJsonString() ?? "missing"}");
        return string.Join("; ", differing);
    }

    private static ImmutableSortedDictionary<string, string> Given(VerbContext context, IReadOnlyList<string> names)
    {
        var missing = names.FirstOrDefault(name => !context.Environment.ContainsKey(name));
        return missing is null
            ? names.Distinct().ToImmutableSortedDictionary(name => name, name => context.Environment[name], StringComparer.Ordinal)
            : throw new UserFacingException(ExitCode.Usage, $"--env {missing}: this shell has no such variable. Nothing was changed.");
    }

    /// <param name="context">The shell's.</param>
    /// <param name="variables">What the editor's file says beyond it.</param>
    private static bool ModelIsMissing(VerbContext context, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            var environment = context.Environment.ToImmutableDictionary().SetItems(variables);
            return ConfigurationLoader.Load(EditorAgentHome.From(environment), workspaceRoot: null, environment).Models.IsEmpty;
        }
        catch (ConfigurationException)
        {
            // Its own verbs say what is wrong with it; this one does something else.
            return false;
        }
    }

    private static async Task<int> ShowAsync(VerbContext context, string file, byte[]? before, byte[] after)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        if (after.AsSpan().SequenceEqual(before))
        {
            await output.WriteLineAsync(TerminalText.Visible($"{file} would stay as it is."));
            return (int)ExitCode.Success;
        }

        await output.WriteLineAsync(TerminalText.Visible($"{file} would be {(before is null ? "made" : "changed, and kept beside it as it was")}:"));
        var diff = UnifiedDiff.Between(Encoding.UTF8.GetString(before ?? []), Encoding.UTF8.GetString(after));
        await output.WriteAsync(TerminalText.Visible(diff.Text.ReplaceLineEndings("\n")));
        return (int)ExitCode.Success;
    }
}
