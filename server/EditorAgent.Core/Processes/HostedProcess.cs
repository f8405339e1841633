using System.Collections.Immutable;
using System.Diagnostics;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// A program that is talked to while it runs, and everything it starts: a worker, a language server, an MCP server. Its errors are kept as
/// a short tail. It ends when it wants to, when it is disposed of, or with this process, kill -9 included; afterwards nothing of it is alive.
/// </summary>
public sealed class HostedProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ProcessTree tree;
    private readonly HostedErrors errors;
    private readonly CancellationTokenSource reading = new();
    private readonly Task errorsRead;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<HostedEnd> ended;

    private HostedProcess(Process process, ProcessTree tree, HostedErrors errors, Func<ImmutableArray<string>> inspect)
    {
        this.process = process;
        this.Id = process.Id;
        this.tree = tree;
        this.errors = errors;
        this.Input = process.StandardInput.BaseStream;
        this.Output = process.StandardOutput.BaseStream;
        this.errorsRead = errors.ReadAsync(process.StandardError.BaseStream, this.reading.Token);
        this.ended = this.LiveAsync(inspect);
    }

    public int Id { get; }

    /// <summary>What we write, it reads.</summary>
    public Stream Input { get; }

    /// <summary>What it writes, we read.</summary>
    public Stream Output { get; }

    /// <summary>The last lines of its standard error.</summary>
    public ImmutableArray<string> ErrorTail => this.errors.Tail;

    /// <summary>Its end, when nothing of it is alive any more.</summary>
    public Task<HostedEnd> Ended => this.ended;

    /// <param name="specification">Its time limit counts for nothing here.</param>
    /// <param name="cancellationToken">Cancels the start only.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    /// <exception cref="SandboxException">It was to be kept in and cannot be; it did not run.</exception>
    public static async Task<HostedProcess> StartAsync(ProcessSpecification specification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var marker = OrphanWatch.NextMarker();
        var launch = specification.Confined is { } confined ? confined.Confiner.Prepare(specification, confined.Confinement, marker) : null;
        var process = new Process
        {
            StartInfo = launch is null ? ProcessStartWords.KeepingPipes(specification, marker) : ProcessStartWords.KeepingPipes(launch, specification, marker),
        };
        try
        {
            await ProcessStarter.StartAsync(process);
        }
        catch
        {
            process.Dispose();
            throw;
        }

        var errors = new HostedErrors(hasReports: launch is { FilterFile: not null });
        var tree = new ProcessTree(process, marker, ProcessStartWords.LeadsSession, errors.Reports);
        return new HostedProcess(process, tree, errors, () => launch?.Before is { } before ? specification.Confined!.Quarantine.Inspect(before, specification.Confined.Confinement.WritableRoots) : []);
    }

    /// <summary>Ends it and all it started, at once. Whoever wants it to end by itself closes <see cref="Input"/> and waits first.</summary>
    public async ValueTask DisposeAsync()
    {
        this.asked.TrySetResult();
        await this.ended;
    }

    private async Task<HostedEnd> LiveAsync(Func<ImmutableArray<string>> inspect)
    {
        var exit = this.process.WaitForExitAsync(CancellationToken.None);
        var isOurWish = await Task.WhenAny(exit, this.asked.Task) == this.asked.Task && !exit.IsCompleted;
        if (isOurWish)
        {
            await this.tree.TerminateAsync();
        }
        else
        {
            await this.tree.InsideEndedAsync();
            await this.tree.SweepAsync();
        }

        // All writers are dead, so this reaches the end of the pipe; a handle that somebody else took along must not hold us.
        await Task.WhenAny(this.errorsRead, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None));
        await this.reading.CancelAsync();
        await this.errorsRead;
        var end = new HostedEnd(isOurWish ? null : this.process.ExitCode, inspect());
        this.reading.Dispose();
        this.process.Dispose();
        return end;
    }
}
