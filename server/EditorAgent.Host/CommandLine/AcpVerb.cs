using System.CommandLine;
using EditorAgent.Host.AgentClientProtocol;
using EditorAgent.Host.CommandLine.Editors;
using EditorAgent.Host.Composition;
using EditorAgent.Host.LanguageServerProtocol;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>sidecar</c> and <c>acp</c>: serve an editor until it closes stdin or goes away. Behind <c>acp</c> stands also how editors come to know it.</summary>
internal static class AcpVerb
{
    public static Command BuildSidecar(VerbContext context)
    {
        var pipe = Pipe();
        var command = new Command("sidecar") { pipe };
        command.SetAction(async (parsed, cancellationToken) => (int)await ServeAsync(context, parsed.GetValue(pipe), cancellationToken));
        return command;
    }

    public static Command BuildAcp(VerbContext context)
    {
        var pipe = Pipe();
        var print = new Option<string?>("--print-config") { Description = $"Print what to paste into an editor's configuration: {string.Join(", ", ConfigSnippet.Words)}", HelpName = "editor" };
        print.CompletionSources.Add([.. ConfigSnippet.Words]);
        var command = new Command("acp") { pipe, print, AcpCommands.Install(context), AcpCommands.Uninstall(context), LoginVerb.Build(context) };
        command.SetAction(async (parsed, cancellationToken) => parsed.GetValue(print) is { } editor
            ? await AcpCommands.PrintAsync(context, editor)
            : (int)await ServeAsync(context, parsed.GetValue(pipe), cancellationToken));
        return command;
    }

    private static Option<string?> Pipe() =>
        new("--lsp-pipe") { Description = "Serve LSP too, on this pipe that the editor listens on: a socket's path, on Windows a pipe's name", HelpName = "pipe" };

    private static Task<ExitCode> ServeAsync(VerbContext context, string? pipe, CancellationToken cancellationToken) =>
        pipe is { Length: > 0 } ? BothAsync(context, pipe, cancellationToken) : AcpDoor.RunAsync(context, null, cancellationToken);

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
