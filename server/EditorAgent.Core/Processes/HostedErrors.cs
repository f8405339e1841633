using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// A hosted program's standard error: read without end, kept as a few last lines, however much or however long the lines it writes. Where a
/// program confines it, that one's reports come first and last in the same pipe; only its first report, written before the hosted program exists,
/// is believed, and only at the pipe's end is a report of the exit code taken for one and left out.
/// </summary>
internal sealed partial class HostedErrors(bool hasReports)
{
    private const int MostLines = 20;
    private const int LongestLine = 1_000;

    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    /// <summary>Null where nothing confines.</summary>
    public StatusPipe? Reports { get; } = hasReports ? new StatusPipe() : null;

    public ImmutableArray<string> Tail
    {
        get
        {
            lock (this.gate)
            {
                return [.. this.lines.TakeLast(MostLines)];
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
            this.LeaveOutLastReport();
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
            // One more than is told: the last may turn out to be no line of the program's.
            this.lines.Add(text);
            if (this.lines.Count > MostLines + 1)
            {
                this.lines.RemoveAt(0);
            }
        }
    }

    /// <summary>The report follows what the program wrote, in its line where that was not ended.</summary>
    private void LeaveOutLastReport()
    {
        if (this.Reports is null)
        {
            return;
        }

        lock (this.gate)
        {
            if (this.lines.Count == 0 || LastReport().Match(this.lines[^1]) is not { Success: true } report)
            {
                return;
            }

            if (report.Index > 0)
            {
                this.lines[^1] = this.lines[^1][..report.Index];
            }
            else
            {
                this.lines.RemoveAt(this.lines.Count - 1);
            }
        }
    }

    [GeneratedRegex("""\{ "exit-code": [0-9]{1,3} \}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex LastReport();
}
