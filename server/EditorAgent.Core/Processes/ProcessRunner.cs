using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// Runs a program and everything it starts as one thing: in a session of its own, with standard input closed, both outputs in one
/// stream in the order they were written. When <see cref="RunAsync"/> returns or throws, nothing of it is alive any more; background
/// processes end with the program that started them. After kill -9 of this process <see cref="OrphanWatch"/> does the same.
/// </summary>
public sealed class ProcessRunner(TimeProvider time)
{
    /// <summary>What is already in the pipe when the main process ends is read; a background process that keeps the pipe open is not waited for.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    /// <exception cref="SandboxException">It was to be kept in and could not be; it did not run.</exception>
    public async Task<ProcessOutcome> RunAsync(
        ProcessSpecification specification, CommandOutput output, IProgress<string> progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var marker = OrphanWatch.NextMarker();
        if (specification.Confined is not { } confined)
        {
            return await this.RunAsync(ProcessStartWords.JoiningOutputs(specification, marker), specification, null, marker, output, progress, cancellationToken);
        }

        var launch = confined.Confiner.Prepare(specification, confined.Confinement, marker);
        var run = this.RunAsync(ProcessStartWords.JoiningOutputs(launch, specification, marker), specification, launch, marker, output, progress, cancellationToken);
        var found = new List<string>();
        try
        {
            if (specification.InspectEvery is { } interval)
            {
                await this.EachAsync(interval, run, Inspect);
            }

            await run;
        }
        finally
        {
            // However the run ended: what it made must not stay.
            Inspect();
        }

        return (await run) with { Quarantined = [.. found] };

        void Inspect()
        {
            var lines = launch.Before is { } before ? confined.Quarantine.Inspect(before, confined.Confinement.WritableRoots, specification.IsWrittenMeanwhile) : [];
            foreach (var line in lines.Where(line => !found.Contains(line)))
            {
                found.Add(line);
                specification.Found?.Invoke(line);
            }
        }
    }

    private async Task EachAsync(TimeSpan interval, Task run, Action act)
    {
        while (true)
        {
            using var ended = new CancellationTokenSource();
            var pause = Task.Delay(interval, time, ended.Token);
            var first = await Task.WhenAny(run, pause);
            await ended.CancelAsync();
            if (first == run)
            {
                return;
            }

            act();
        }
    }

    private async Task<ProcessOutcome> RunAsync(
        ProcessStartInfo start, ProcessSpecification specification, ConfinedLaunch? launch, string marker, CommandOutput output, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = start };
        var started = time.GetTimestamp();
        await ProcessStarter.StartAsync(process);
        process.StandardInput.Close();
        var status = launch is { FilterFile: not null } ? new StatusPipe() : null;
        var tree = new ProcessTree(process, marker, ProcessStartWords.LeadsSession, status);

        using var reading = new CancellationTokenSource();
        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, output, TerminalTextFor(specification), reading.Token),
            status?.ReadAsync(process.StandardError.BaseStream, reading.Token) ?? PumpAsync(process.StandardError.BaseStream, output, TerminalTextFor(specification), reading.Token));
        var relay = this.RelayAsync(output, progress, reading.Token);
        try
        {
            using var timeout = new CancellationTokenSource(specification.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            var inTime = await EndsAsync(process, either.Token);
            var duration = time.GetElapsedTime(started);
            if (!inTime)
            {
                await tree.TerminateAsync();
                cancellationToken.ThrowIfCancellationRequested();
                await DrainAsync(pumps);
                return new ProcessOutcome(null, duration, []);
            }

            await tree.InsideEndedAsync();
            await DrainAsync(pumps);
            var ended = await tree.SweepAsync();
            await DrainAsync(pumps);
            if (status is { HasRun: false } && process.ExitCode is > 0 and < 128)
            {
                throw new SandboxException($"the sandbox could not be set up: {output.Render().Trim()}");
            }

            return new ProcessOutcome(process.ExitCode, duration, ended);
        }
        finally
        {
            await reading.CancelAsync();
            await pumps;
            await relay;
        }
    }

    private static async Task<bool> EndsAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task DrainAsync(Task pumps)
    {
        try
        {
            await pumps.WaitAsync(Drain, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Somebody in the background holds the pipe; its output is of no interest.
        }
    }

    /// <summary>Tells of new output ten times a second at most, and of the last of it when the run is over.</summary>
    private async Task RelayAsync(CommandOutput output, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenReports, time);
        var goesOn = true;
        while (goesOn)
        {
            try
            {
                goesOn = await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                goesOn = false;
            }

            if (output.TakePending() is { Length: > 0 } text)
            {
                progress.Report(text);
            }
        }
    }

    private static TerminalText? TerminalTextFor(ProcessSpecification specification) => specification.IsOutputExact ? null : new TerminalText();

    private static async Task PumpAsync(Stream stream, CommandOutput output, TerminalText? terminal, CancellationToken cancellationToken)
    {
        var bytes = new byte[16 * 1024];
        var characters = new char[bytes.Length + 1];
        var decoder = Encoding.UTF8.GetDecoder();
        try
        {
            int count;
            while ((count = await stream.ReadAsync(bytes, cancellationToken)) > 0)
            {
                var decoded = decoder.GetChars(bytes.AsSpan(0, count), characters, flush: false);
                output.Append(Text(characters.AsSpan(0, decoded)));
            }

            output.Append(Text(characters.AsSpan(0, decoder.GetChars([], characters, flush: true))));
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The run is over; what was read counts.
        }

        string Text(ReadOnlySpan<char> decoded) => terminal is null ? decoded.ToString() : terminal.Clean(decoded);
    }
}
