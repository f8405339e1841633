using System.CommandLine;
using EditorAgent.Host.LanguageServerProtocol;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>lsp</c>: serve an editor that knows only LSP, until it says exit, closes stdin or goes away.</summary>
internal static class LspVerb
{
    public static Command Build(VerbContext context)
    {
        var stdio = new Option<bool>("--stdio") { Description = "Changes nothing; many editors pass it" };
        var client = new Option<int?>("--clientProcessId") { Description = "The editor's process; the server ends when it is gone. Editors pass it", HelpName = "id" };
        var command = new Command("lsp") { stdio, client };
        command.SetAction(async (parsed, cancellationToken) => (int)await LspDoor.RunAsync(context, parsed.GetValue(client), cancellationToken));
        return command;
    }
}
