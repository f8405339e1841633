using System.CommandLine;
using EditorAgent.Host.LanguageServerProtocol;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>lsp</c>: serve an editor that knows only LSP, until it says exit, closes stdin or goes away.</summary>
internal static class LspVerb
{
    public static Command Build(VerbContext context)
    {
        var stdio = new Option<bool>("--stdio") { Description = "Changes nothing; many editors pass it" };
        var command = new Command("lsp") { stdio };
        command.SetAction(async (_, cancellationToken) => (int)await LspDoor.RunAsync(context, cancellationToken));
        return command;
    }
}
