using System.Text.Json;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// What bubblewrap tells of its doings, one JSON object a line: first the process that is number one inside, seen from here; at the end
/// the program's exit code, only if the program was reached at all.
/// </summary>
internal sealed class StatusPipe
{
    private const int Longest = 4_096;

    private readonly TaskCompletionSource<int?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first process inside, or null when the pipe closed before there was one.</summary>
    public Task<int?> First => this.first.Task;

    /// <summary>Whether the program was reached; known when <see cref="ReadAsync"/> has ended.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Reads to the end of the pipe.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                this.TryTake(line);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The run is over.
        }
        finally
        {
            this.End();
        }
    }

    /// <summary>The pipe is closed.</summary>
    public void End() => this.first.TrySetResult(null);

    /// <returns>Whether the line was a report.</returns>
    public bool TryTake(string line)
    {
        if (line.Length > Longest)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var isFirst = document.RootElement.TryGetProperty("child-pid", out var id);
            if (isFirst)
            {
                this.first.TrySetResult(id.GetInt32() is var number and > 1 ? number : null);
            }

            var isLast = document.RootElement.TryGetProperty("exit-code", out _);
            this.HasRun |= isLast;
            return isFirst || isLast;
        }
        catch (Exception noReport) when (noReport is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
