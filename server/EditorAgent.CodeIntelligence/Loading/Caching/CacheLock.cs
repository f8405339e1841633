namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Held by the one process that loads a workspace; the system frees it when the process dies.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private CacheLock(FileStream file) => this.file = file;

    public static async Task<CacheLock> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new CacheLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public void Dispose() => this.file.Dispose();
}
