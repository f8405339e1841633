using System.Diagnostics;
using System.Globalization;

namespace EditorAgent.Core.Processes;

/// <summary>
/// Outlives this process by a moment to end what it started: a shell that waits at a pipe whose other end only this process holds.
/// However this process ends, kill -9 included, the pipe closes, and the watch kills every process that carries our marker. Linux only;
/// started with the first program that is run. A process that is just becoming another program shows no environment, which is why one
/// empty look is not enough.
/// </summary>
internal static class OrphanWatch
{
    public const string MarkerName = "EDITORAGENT_RUN_ID";

    private const string Script = """
        exec >/dev/null 2>&1
        trap '' HUP INT TERM
        while read -r line; do :; done
        round=0 quiet=0
        while [ "$round" -lt 60 ] && [ "$quiet" -lt 12 ]; do
          found=$(grep -lsz -- "^EDITORAGENT_RUN_ID=$1-" /proc/[0-9]*/environ)
          quiet=$((quiet + 1))
          [ -z "$found" ] || quiet=0
          [ -n "$found" ] || sleep 0.05
          for file in $found; do
            id=${file#/proc/}
            kill -KILL "${id%/environ}"
          done
          round=$((round + 1))
        done
        """;

    private static readonly Lock Gate = new();
    private static readonly string Owner = Guid.NewGuid().ToString("N");
    private static int runs;
    private static Process? watch;

    /// <summary>A marker that no other run has; from here on the watch stands.</summary>
    public static string NextMarker()
    {
        if (OperatingSystem.IsLinux())
        {
            lock (Gate)
            {
                if (watch is null || watch.HasExited)
                {
                    watch?.Dispose();
                    watch = Start();
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Owner}-{Interlocked.Increment(ref runs)}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var word in (ReadOnlySpan<string>)["-c", "exec setsid /bin/sh -c \"$@\"", "sh", Script, "sh", Owner])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        return Process.Start(start)!;
    }
}
