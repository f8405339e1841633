using System.Runtime.InteropServices;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>
/// ACP on the process's own stdin and stdout. Ends when the client closes stdin or reads stdout no more, when the process is asked to
/// terminate, or when the process that started it is gone.
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
        await using var output = new ProtocolOutput(context.Stdout, stop);
        var server = new AcpServer(input, output, composition, TimeProvider.System, logger);
        var watch = ParentWatch.CancelWhenGoneAsync(stop, TimeProvider.System);
        var outputWatch = output.WatchAsync(TimeProvider.System);
        var fault = await server.RunAsync(stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(watch, outputWatch);
        fault = output.Lost ?? fault;
        return fault is null ? ExitCode.Success : throw new UserFacingException(ExitCode.Failed, $"The ACP connection was ended: {fault.TrimEnd('.')}.");

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
