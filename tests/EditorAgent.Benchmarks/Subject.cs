using System.Diagnostics;

namespace EditorAgent.Benchmarks;

/// <summary>A program that is measured, and how it is started on a workspace against an endpoint.</summary>
internal sealed record Subject(string Name, Func<string, string, string, ProcessStartInfo> Start)
{
    /// <summary>Runs once; throws when the program does not do the whole job.</summary>
    public async Task<Measurement> RunAsync(InstantModel model, string workspace, int steps)
    {
        var exchange = model.Begin(steps);
        var scratch = Directory.CreateTempSubdirectory("editor-agent-bench-");
        try
        {
            var start = this.Start(model.BaseUrl, workspace, scratch.FullName);
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            start.RedirectStandardInput = true;
            var spawned = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            exchange.ProcessId = process.Id;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0 || !exchange.IsComplete)
            {
                throw new InvalidOperationException($"{this.Name} did not do the job (exit code {process.ExitCode}): {await output}{await errors}");
            }

            return new Measurement(exchange.ColdStart(spawned).TotalMilliseconds, exchange.Overheads, exchange.PeakMemory);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
