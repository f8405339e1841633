using System.CommandLine;
using EditorAgent.Host.AgentClientProtocol;
using EditorAgent.Host.Composition;
using EditorAgent.Host.LanguageServerProtocol;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>sidecar</c> and <c>acp</c>: serve an editor until it closes stdin or goes away.</summary>
internal static class AcpVerb
{
    public static Command BuildSidecar(VerbContext context) => Build("sidecar", "Serve an editor over the Agent Client Protocol on stdio", context);

    public static Command BuildAcp(VerbContext context) => Build("acp", "The same for Zed, JetBrains, Neovim, Emacs and other ACP clients", context);

    private static Command Build(string name, string description, VerbContext context)
    {
        var pipe = new Option<string?>("--lsp-pipe") { Description = "Serve LSP too, on this pipe that the editor listens on: a socket's path, on Windows a pipe's name", HelpName = "pipe" };
        var command = new Command(name, description) { pipe };
        command.SetAction(async (parsed, cancellationToken) => (int)await (parsed.GetValue(pipe) is { Length: > 0 } lsp
            ? BothAsync(context, lsp, cancellationToken)
            : AcpDoor.RunAsync(context, null, cancellationToken)));
        return command;
    }

    /// <summary>The conversation rules: the pipe ends with it, and it does not end with the pipe.</summary>
    private static async Task<ExitCode> BothAsync(VerbContext context, string pipe, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var editor = new EditorState();
        var language = Task.Run(() => LspPipe.RunAsync(pipe, editor, LogFile.In(context.Home), end.Token), CancellationToken.None);
        try
        {
            return await AcpDoor.RunAsync(context, editor, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await language;
        }
    }
}
