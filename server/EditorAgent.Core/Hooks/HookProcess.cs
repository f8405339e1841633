using System.ComponentModel;
using EditorAgent.Core.Processes;

namespace EditorAgent.Core.Hooks;

/// <summary>Runs a hook to its end. Whatever comes of it is an answer; it never outlives its time limit or the turn.</summary>
internal sealed class HookProcess(string directory, Lazy<TrustedPath> path, TimeProvider time)
{
    /// <param name="hook">Its command and variables.</param>
    /// <param name="input">For its standard input.</param>
    /// <param name="confine">Keeps it in; null runs the user's own program as it is.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<HookAnswer> RunAsync(Hook hook, byte[] input, Func<ProcessSpecification, ProcessSpecification>? confine, CancellationToken cancellationToken)
    {
        if (path.Value.Find("bash") is not { } bash)
        {
            return HookAnswer.Failed("there is no bash on this machine");
        }

        var specification = this.SpecificationOf(hook, bash);
        using var timeout = new CancellationTokenSource(specification.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var writing = Task.CompletedTask;
        try
        {
            await using var process = await HostedProcess.StartAsync(confine?.Invoke(specification) ?? specification, either.Token);
            writing = WriteAsync(process.Input, input, either.Token);
            return await AnswerAsync(process, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HookAnswer.Failed($"it did not end within {hook.Entry.TimeoutSeconds} s");
        }
        catch (Exception failure) when (failure is Win32Exception or SandboxException or InvalidOperationException)
        {
            return HookAnswer.Failed($"it could not be started ({failure.Message})");
        }
        finally
        {
            // The process is dead by now, so that nobody can keep this waiting.
            await writing;
        }
    }

    private ProcessSpecification SpecificationOf(Hook hook, string bash)
    {
        var own = Environment.GetEnvironmentVariables();
        var variables = new Dictionary<string, string>(ChildEnvironment.From(own, path.Value));
        foreach (var name in hook.Entry.PassedEnvironment)
        {
            if (own[name] is string { Length: > 0 } value)
            {
                variables[name] = value;
            }
        }

        foreach (var (name, value) in hook.Entry.Environment)
        {
            variables[name] = value;
        }

        return new ProcessSpecification
        {
            Program = bash,
            Arguments = ["--norc", "--noprofile", "-c", "--", hook.Entry.Command],
            WorkingDirectory = directory,
            Environment = variables,
            Timeout = TimeSpan.FromSeconds(hook.Entry.TimeoutSeconds),
        };
    }

    private static async Task<HookAnswer> AnswerAsync(HostedProcess process, CancellationToken cancellationToken)
    {
        var output = await ReadAsync(process.Output, cancellationToken);
        if (output.Length > HookAnswer.LongestOutput)
        {
            return HookAnswer.Of(0, output, "");
        }

        var end = await process.Ended.WaitAsync(cancellationToken);
        return end.ExitCode is { } code ? HookAnswer.Of(code, output, string.Join('\n', process.ErrorTail)) : HookAnswer.Failed("it was ended");
    }

    /// <summary>A hook need not read what it is told.</summary>
    private static async Task WriteAsync(Stream stream, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(input, cancellationToken);
            await stream.DisposeAsync();
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It has ended, or is about to be ended.
        }
    }

    /// <summary>To the end, or one byte beyond what is an answer.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[HookAnswer.LongestOutput + 1];
        var length = 0;
        int count;
        while (length < buffer.Length && (count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += count;
        }

        return buffer[..length];
    }
}
