using System.Collections.Concurrent;
using System.Diagnostics;

namespace EditorAgent.Core.Processes;

/// <summary>
/// Starts every program from one thread that lasts as long as this process. "Ends with its parent" means to the kernel: with the thread
/// that started it. A thread of the pool may be retired at any time, and what it started inside a sandbox would be killed with it.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Waiting = [];

    private static readonly Lazy<Thread> Starter = new(() =>
    {
        var thread = new Thread(StartAll) { IsBackground = true, Name = "process starter" };
        thread.Start();
        return thread;
    });

    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    public static async Task StartAsync(Process process)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add((process, started));
        await started.Task;
    }

    private static void StartAll()
    {
        InheritedDescriptors.KeepHere();
        foreach (var (process, started) in Waiting.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        }
    }
}
