using System.Runtime.InteropServices;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;
using EditorAgent.LanguageServer;
using EditorAgent.LanguageServer.Turns;

namespace EditorAgent.Host.LanguageServerProtocol;

/// <summary>
/// LSP on the process's own stdin and stdout, with sessions of its own. Ends when the editor says so or closes stdin, when nobody reads stdout any
/// more, when the process is asked to terminate, or when the process that started it, or one that the editor named as its own, is gone.
/// </summary>
internal static class LspDoor
{
    /// <param name="context">The process.</param>
    /// <param name="editorProcess">The editor's, if the command line names it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ExitCode> RunAsync(VerbContext context, int? editorProcess, CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        Console.SetIn(TextReader.Null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var logger = LogFile.In(context.Home);
        var editor = new EditorState();
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, logger) { Editor = editor };
        var parts = new LanguageServerParts
        {
            Buffers = editor.Buffers,
            Outcomes = editor.Outcomes,
            OpenSession = (folder, prompt, token) => OpenAsync(composition, folder, prompt, token),
            EditorProcess = editorProcess,
            Version = ProductVersion.Text,
            Time = TimeProvider.System,
            Logger = logger,
        };
        var watch = ParentWatch.CancelWhenGoneAsync(stop, TimeProvider.System);
        await using var output = new ProtocolOutput(context.Stdout, stop);
        var outputWatch = output.WatchAsync(TimeProvider.System);
        var fault = await LanguageServerDoor.RunAsync(input, output, parts, stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(watch, outputWatch);
        fault = output.Lost ?? fault;
        return fault is null ? ExitCode.Success : throw new UserFacingException(ExitCode.Failed, $"The LSP connection was ended: {fault}.");

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<AgentSession> OpenAsync(AgentComposition composition, string folder, IPermissionPrompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            return await composition.CreateSessionAsync(new SessionRequest { WorkingDirectory = Path.GetFullPath(folder), Prompt = prompt }, cancellationToken);
        }
        catch (Exception expected) when (expected is ConfigurationException or ModelNotConfiguredException or JournalException)
        {
            throw new SessionUnavailableException(expected.Message);
        }
    }
}
