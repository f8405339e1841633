using System.ComponentModel;
using System.Diagnostics;

namespace EditorAgent.LanguageServer;

/// <summary>The process that an editor names as its own. LSP 3.17: a server does not live on without it.</summary>
internal static class EditorProcess
{
    /// <returns>Ends when the process is gone, and says so; at once when there is none.</returns>
    public static async Task<string> GoneAsync(Task<int> named, CancellationToken cancellationToken)
    {
        var id = await named.WaitAsync(cancellationToken);
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
        catch (Exception closed) when (closed is Win32Exception or InvalidOperationException)
        {
            // Another user's: it cannot be watched.
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return $"the editor's process {id} is gone";
    }
}
