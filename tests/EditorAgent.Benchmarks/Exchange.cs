using System.Diagnostics;

namespace EditorAgent.Benchmarks;

/// <summary>The requests of one run and their times.</summary>
internal sealed class Exchange(int steps)
{
    private readonly Lock gate = new();
    private readonly List<long> arrivals = [];
    private readonly List<long> answers = [];

    public int Steps => steps;

    /// <summary>Set before the first request.</summary>
    public int ProcessId { get; set; }

    /// <summary>The process's largest resident set so far, as the kernel knows it, read while the last answer was under way; bytes.</summary>
    public long PeakMemory { get; private set; }

    public bool IsComplete
    {
        get
        {
            lock (this.gate)
            {
                return this.answers.Count == steps + 1;
            }
        }
    }

    /// <returns>The request's number, from 0.</returns>
    public int Arrived(long timestamp)
    {
        lock (this.gate)
        {
            this.arrivals.Add(timestamp);
            if (this.arrivals.Count == steps + 1)
            {
                this.PeakMemory = ProcessMemory.Peak(this.ProcessId);
            }

            return this.arrivals.Count - 1;
        }
    }

    public void Answered(long timestamp)
    {
        lock (this.gate)
        {
            this.answers.Add(timestamp);
        }
    }

    /// <summary>From the start of the process to its first request.</summary>
    public TimeSpan ColdStart(long spawned) => Stopwatch.GetElapsedTime(spawned, this.arrivals[0]);

    /// <summary>What the agent took between each answer's end and its next request, in order, in milliseconds.</summary>
    public IReadOnlyList<double> Overheads => [.. Enumerable.Range(0, steps).Select(step => Stopwatch.GetElapsedTime(this.answers[step], this.arrivals[step + 1]).TotalMilliseconds)];
}
