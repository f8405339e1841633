using System.Runtime.InteropServices;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>
/// ACP on the process's own stdin and stdout. Ends when the client closes stdin, when the process is asked to terminate, or when the
/// process that started it is gone.
/// </summary>
internal static class AcpDoor
{
    /// <param name="context">The process.</param>
    /// <param name="editor">What an LSP connection of this process tells; null where there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ExitCode> RunAsync(VerbContext context, EditorState? editor, CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        Console.SetIn(TextReader.Null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var logger = LogFile.In(context.Home);
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, logger) { Editor = editor };
        var server = new AcpServer(input, context.Stdout, composition, TimeProvider.System, logger);
        var watch = ParentWatch.CancelWhenGoneAsync(stop, TimeProvider.System);
        await server.RunAsync(stop.Token);
        await stop.CancelAsync();
        await watch;
        return ExitCode.Success;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
