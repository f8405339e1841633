using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Secrets;

/// <summary>
/// One lock for each key, against other processes and against other callers in this one. The operating system holds it, so it ends with the
/// process that took it. Not reentrant, not fair.
/// </summary>
/// <param name="directory">Of the user; made when needed.</param>
/// <param name="time">Measures the waits between attempts.</param>
public sealed class KeyedLock(string directory, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>Waits for as long as the token allows.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(directory);
        var file = Path.Combine(directory, ContentHash.Of(Encoding.UTF8.GetBytes(key)).Value[..40] + ".lock");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return PrivateFiles.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
