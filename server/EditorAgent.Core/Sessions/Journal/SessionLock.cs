using EditorAgent.Core.Workspaces;
using System.Text;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// Keeps a session to one process by a lock of the operating system, which ends with the process that holds it. Who holds it stands
/// in a file beside, because a locked file cannot be read everywhere.
/// </summary>
internal sealed class SessionLock : IDisposable
{
    private const string Name = "session.lock";
    private const string OwnerName = "session.owner";
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;

    private SessionLock(FileStream file) => this.file = file;

    /// <exception cref="JournalException">Somebody else holds it; the message says who.</exception>
    public static async Task<SessionLock> AcquireAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        // More than one attempt, because a listing of sessions looks at the lock for a moment.
        for (var attempt = 1; ; attempt++)
        {
            if (TryTake(directory) is { } file)
            {
                PrivateFiles.Replace(Path.Combine(directory, OwnerName), Encoding.UTF8.GetBytes($"process {Environment.ProcessId}"));
                return new SessionLock(file);
            }

            if (attempt == Attempts)
            {
                throw new JournalException(
                    $"The session '{Path.GetFileName(directory)}' is in use by {OwnerOf(directory)}. Nothing was changed. "
                    + "Close it there first, or start a new session.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public static bool IsHeld(string directory)
    {
        if (!File.Exists(Path.Combine(directory, Name)))
        {
            return false;
        }

        using var file = TryTake(directory);
        return file is null;
    }

    public void Dispose() => this.file.Dispose();

    private static FileStream? TryTake(string directory)
    {
        try
        {
            return PrivateFiles.Open(Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            return null;
        }
    }

    private static string OwnerOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, OwnerName));
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
