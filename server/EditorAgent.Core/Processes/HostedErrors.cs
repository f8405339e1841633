using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// A hosted program's standard error: read without end, kept as a few last lines, however much or however long the lines it writes. Where a
/// program confines it, that one's reports come first in the same pipe; only its first report, written before the hosted program exists, is believed.
/// </summary>
internal sealed class HostedErrors(bool hasReports)
{
    private const int MostLines = 20;
    private const int LongestLine = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();

    /// <summary>Null where nothing confines.</summary>
    public StatusPipe? Reports { get; } = hasReports ? new StatusPipe() : null;

    public ImmutableArray<string> Tail
    {
        get
        {
            lock (this.gate)
            {
                return [.. this.lines];
            }
        }
    }

    /// <summary>Reads to the end of the pipe.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[4096];
        var line = new List<byte>(256);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(bytes, cancellationToken)) > 0)
            {
                this.Take(bytes.AsSpan(0, count), line);
            }

            this.Finish(line);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The run is over.
        }
        finally
        {
            this.Reports?.End();
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, List<byte> line)
    {
        foreach (var value in bytes)
        {
            if (value == '\n')
            {
                this.Finish(line);
            }
            else if (line.Count < LongestLine)
            {
                line.Add(value);
            }
        }
    }

    private void Finish(List<byte> line)
    {
        if (line.Count == 0)
        {
            return;
        }

        var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
        line.Clear();
        if (this.Reports is { First.IsCompleted: false } reports && reports.TryTake(text))
        {
            return;
        }

        lock (this.gate)
        {
            this.lines.Enqueue(text);
            if (this.lines.Count > MostLines)
            {
                this.lines.Dequeue();
            }
        }
    }
}
