using System.Runtime.InteropServices;

namespace EditorAgent.Host.Headless;

/// <summary>Turns Ctrl+C and SIGTERM into a cancellation, so that a turn ends properly; a second Ctrl+C ends the process.</summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public InterruptSignal()
    {
        this.interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, this.Handle);
        this.terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, this.Handle);
    }

    public CancellationToken Token => this.source.Token;

    public void Dispose()
    {
        this.interrupt.Dispose();
        this.terminate.Dispose();
        this.source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !this.source.IsCancellationRequested;
        this.source.Cancel();
    }
}
