using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using EditorAgent.Core.Processes;

namespace EditorAgent.Core.Secrets;

/// <summary>Runs a safe's own small program: the secret goes in by its standard input and comes back by its standard output, never by an argument.</summary>
internal sealed class SafeProgram(string program, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    private const int LargestAnswer = 4096;

    /// <summary>Long enough for a person to unlock the safe, short enough not to hang for ever where nobody is asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Exit code and output; null when it could not be started or took too long.</returns>
    public async Task<(int ExitCode, string Output)?> RunAsync(ImmutableArray<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var process = await HostedProcess.StartAsync(
                new ProcessSpecification { Program = program, Arguments = arguments, WorkingDirectory = Path.GetTempPath(), Environment = environment, Timeout = Patience },
                either.Token);
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes(input), either.Token);
            process.Input.Close();
            var output = new byte[LargestAnswer];
            var length = await process.Output.ReadAtLeastAsync(output, output.Length, throwOnEndOfStream: false, either.Token);
            var end = await process.Ended.WaitAsync(either.Token);
            return end.ExitCode is { } code ? (code, Encoding.UTF8.GetString(output, 0, length)) : null;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
