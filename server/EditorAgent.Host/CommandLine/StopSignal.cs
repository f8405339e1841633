using System.Runtime.InteropServices;

namespace EditorAgent.Host.CommandLine;

/// <summary>When a door has to close: Ctrl+C, SIGTERM, or the process that started this one is gone. Independent of stdin.</summary>
internal sealed class StopSignal : IAsyncDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration interrupt;
    private readonly Task watch;

    public StopSignal(TimeProvider time, CancellationToken cancellationToken)
    {
        this.source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        this.terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, this.Handle);
        this.interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, this.Handle);
        this.watch = ParentWatch.CancelWhenGoneAsync(this.source, time);
    }

    public CancellationToken Token => this.source.Token;

    public async ValueTask DisposeAsync()
    {
        this.terminate.Dispose();
        this.interrupt.Dispose();
        await this.source.CancelAsync();
        await this.watch;
        this.source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        this.source.Cancel();
    }
}
