using System.Runtime.InteropServices;

namespace EditorAgent.Host.CommandLine;

/// <summary>
/// Notices that the process that started this one is gone: its end of stdin may live on in a child that inherited it. On Windows the
/// closed pipe alone tells.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Cancels <paramref name="stop"/> when the parent has changed; ends when <paramref name="stop"/> is cancelled.</summary>
    public static async Task CancelWhenGoneAsync(CancellationTokenSource stop, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var parent = GetParentId();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (GetParentId() == parent)
            {
                await timer.WaitForNextTickAsync(stop.Token);
            }

            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The door has closed.
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();
}
