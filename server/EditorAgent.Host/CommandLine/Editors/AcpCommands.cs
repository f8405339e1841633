using System.CommandLine;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>What stands behind <c>acp</c> beside the door itself.</summary>
internal static class AcpCommands
{
    public static Command Install(VerbContext context)
    {
        var ide = Ide();
        var force = new Option<bool>("--force") { Description = "install: replace an entry of our name that is not ours; uninstall: take it out" };
        var dryRun = DryRun();
        var path = new Option<string?>("--command") { Description = "install: write this absolute path instead of the one of this executable", HelpName = "path" };
        var variables = new Option<string[]>("--env") { Description = "install: also write this variable of this shell, a key for example, into the editor's file", HelpName = "name", Arity = ArgumentArity.OneOrMore };
        var install = new Command("install", "Add EditorAgent to an editor's own file; all else in it stays, and a copy is kept") { ide, force, dryRun, path, variables };
        install.SetAction((parsed, _) => AcpRegistration.InstallAsync(
            context,
            new AcpRegistration.Request(parsed.GetValue(ide), parsed.GetValue(path), parsed.GetValue(variables) ?? [], parsed.GetValue(force), parsed.GetValue(dryRun)),
            TimeProvider.System));
        return install;
    }

    public static Command Uninstall(VerbContext context)
    {
        var ide = Ide();
        var force = new Option<bool>("--force") { Description = "install: replace an entry of our name that is not ours; uninstall: take it out" };
        var dryRun = DryRun();
        var uninstall = new Command("uninstall", "Take just that entry out again") { ide, force, dryRun };
        uninstall.SetAction((parsed, _) => AcpRegistration.UninstallAsync(
            context,
            new AcpRegistration.Request(parsed.GetValue(ide), null, [], parsed.GetValue(force), parsed.GetValue(dryRun)),
            TimeProvider.System));
        return uninstall;
    }

    public static async Task<int> PrintAsync(VerbContext context, string editor)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteAsync(ConfigSnippet.For(editor, EditorPlaces.Of(context), AgentCommand.Of(context, given: null)));
        return (int)ExitCode.Success;
    }

    private static Option<string?> Ide()
    {
        var ide = new Option<string?>("--ide") { Description = string.Join(" or ", RegisteredEditor.Words), HelpName = "editor" };
        ide.CompletionSources.Add([.. RegisteredEditor.Words]);
        return ide;
    }

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Show the change, write nothing" };
}
