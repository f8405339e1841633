using System.Security.Cryptography;
using System.Text;
using EditorAgent.CodeIntelligence.Loading.Caching;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// What was loaded earlier, on disk, with all that it was made from. Reading it and telling whether it still holds looks at files only: no MSBuild,
/// no process, no code of the workspace. Several processes may use one directory.
/// </summary>
/// <param name="directory">Of the user, never of the workspace.</param>
public sealed class SolutionCache(string directory)
{
    /// <summary>A stored solution as it is now: sources that came or went since are taken in. Null when something has to be loaded again.</summary>
    /// <param name="path">Of <see cref="PathOf"/>.</param>
    internal static LoadedSolution? ReadAt(string path)
    {
        try
        {
            var cached = CacheFormat.Read(File.ReadAllBytes(path));
            return new CacheValidation(cached).Run() is CacheAnswer.Hit { IsFresh: true } hit ? cached.WithInputs(hit.Solution) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What is stored for a workspace. Whatever is wrong with the file is a miss.</summary>
    public CacheAnswer Read(LoadRequest request) => this.TryRead(request, out var cached) is { } reason ? new CacheAnswer.Miss(reason) : new CacheValidation(cached!).Run();

    /// <returns>Why there is nothing, or null.</returns>
    internal string? TryRead(LoadRequest request, out CachedSolution? cached)
    {
        cached = null;
        try
        {
            cached = CacheFormat.Read(File.ReadAllBytes(this.PathOf(request)));
            return cached.Root == request.Root ? null : "stored for another workspace";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "nothing stored";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return exception.Message;
        }
    }

    /// <summary>Replaces what is stored, at once and whole; the bytes are on disk before the name is.</summary>
    internal void Write(LoadRequest request, CachedSolution cached)
    {
        var path = this.PathOf(request);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 0))
            {
                stream.Write(CacheFormat.Write(cached));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The lock of one workspace; a second process that would load it waits here.</summary>
    internal string LockPathOf(LoadRequest request) => this.PathOf(request) + ".lock";

    /// <summary>The file of one workspace.</summary>
    internal string PathOf(LoadRequest request)
    {
        var key = $"{request.Root}\0{request.Solution}\0{request.Configuration}";
        return Path.Join(directory, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}.load");
    }
}
