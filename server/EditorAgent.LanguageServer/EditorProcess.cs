using System.ComponentModel;
using System.Diagnostics;

namespace EditorAgent.LanguageServer;

/// <summary>The process that an editor names as its own. LSP 3.17: a server does not live on without it.</summary>
internal static class EditorProcess
{
    /// <returns>Ends when one of them is gone, and says which; at once when there is none of its id.</returns>
    /// <param name="initialized">Ends when <c>initialize</c> names one.</param>
    /// <param name="started">Named by the command line.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public static async Task<string> GoneAsync(Task<int> initialized, int? started, CancellationToken cancellationToken)
    {
        var named = GoneAsync(initialized, cancellationToken);
        return await (started is { } id ? await Task.WhenAny(named, GoneAsync(Task.FromResult(id), cancellationToken)) : named);
    }

    private static async Task<string> GoneAsync(Task<int> named, CancellationToken cancellationToken)
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
