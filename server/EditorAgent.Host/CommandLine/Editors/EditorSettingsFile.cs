using System.Globalization;
using System.Security.Cryptography;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>
/// A settings file that belongs to an editor. It is replaced whole or not at all, keeps its permissions, and what it held is kept beside it.
/// Where it is a link, what it leads to is replaced.
/// </summary>
internal sealed class EditorSettingsFile(string path, TimeProvider time)
{
    public const int LargestBytes = 8 * 1024 * 1024;

    private const int MostTries = 5;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Path => path;

    /// <summary>Whether more than its owner can read it, by its mode.</summary>
    public bool OthersCanRead => !OperatingSystem.IsWindows() && new FileInfo(Target(path)) is { Exists: true } file && (file.UnixFileMode & ReadableByOthers) != 0;

    /// <summary>What it holds; null where it is not there.</summary>
    /// <exception cref="UserFacingException">It cannot be read, or is no file of settings.</exception>
    public byte[]? Read()
    {
        try
        {
            return ReadAt(Target(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"cannot be read ({unreadable.Message.TrimEnd('.')})");
        }
    }

    /// <param name="edit">Makes the new text of the old; called again when the file changes meanwhile.</param>
    /// <param name="isSecret">Whether a text holds what only its owner is to read: what is kept beside it then is the owner's alone.</param>
    /// <returns>Where the old text is kept; null where there was none, or nothing to change.</returns>
    /// <exception cref="UserFacingException">It cannot be changed; it is as it was.</exception>
    public string? Change(Func<byte[], byte[]> edit, Func<byte[], bool>? isSecret = null)
    {
        try
        {
            var target = Target(path);
            for (var attempt = 1; attempt <= MostTries; attempt++)
            {
                var before = ReadAt(target);
                var after = edit(before ?? []);
                if (after.AsSpan().SequenceEqual(before))
                {
                    return null;
                }

                if (new FileInfo(target) is { Exists: true, IsReadOnly: true })
                {
                    throw Refusal("is read-only");
                }

                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                var kept = isSecret is not null && (isSecret(after) || isSecret(before ?? [])) ? OwnerOnly : (UnixFileMode?)null;
                if (this.TryReplace(target, before, after, kept) is { } replaced)
                {
                    return replaced.Backup;
                }
            }

            throw Refusal("is being changed by another program; try again");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"cannot be written ({unwritable.Message.TrimEnd('.')})");
        }
    }

    private static string Target(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <param name="kept">The mode of what is kept; null for that of the file.</param>
    /// <returns>Null when somebody else has changed the file since it was read.</returns>
    private Replaced? TryReplace(string target, byte[]? before, byte[] after, UnixFileMode? kept)
    {
        // A name that nobody can foresee, and only a new file: a link laid there beforehand would lead the bytes elsewhere.
        var temporary = $"{target}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var mode = !OperatingSystem.IsWindows() && new FileInfo(target) is { Exists: true } old ? old.UnixFileMode : OwnerOnly;
        string? backup = null;
        try
        {
            WriteNew(temporary, after, mode);
            backup = before is null ? null : this.KeepOld(before, kept ?? mode);
            var now = ReadAt(target);
            if (now is null != before is null || (now is not null && !now.AsSpan().SequenceEqual(before)))
            {
                Forget(backup);
                return null;
            }

            File.Move(temporary, target, overwrite: true);
            return new Replaced(backup);
        }
        catch
        {
            Forget(backup);
            throw;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Forget(string? backup)
    {
        if (backup is not null)
        {
            File.Delete(backup);
        }
    }

    private string KeepOld(byte[] before, UnixFileMode mode)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var backup = $"{path}.{stamp}{(number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}"))}.bak";
            if (!File.Exists(backup))
            {
                WriteNew(backup, before, mode);
                return backup;
            }
        }
    }

    private static void WriteNew(string file, byte[] content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(file, options);
        if (!OperatingSystem.IsWindows())
        {
            // As it was, whatever the umask says.
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        }

        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static byte[]? ReadAt(string target)
    {
        if (Directory.Exists(target))
        {
            throw new IOException("it is a directory");
        }

        if (!File.Exists(target))
        {
            return null;
        }

        // The dot: the folder itself may be a link of the user's.
        using var file = RegularFile.TryOpen(System.IO.Path.Join(System.IO.Path.GetDirectoryName(target), ".", System.IO.Path.GetFileName(target))) ?? throw new IOException("it is no plain file, or may not be read");
        if (RandomAccess.GetLength(file) > LargestBytes)
        {
            throw new IOException("it is larger than any settings file");
        }

        using var stream = new FileStream(file, FileAccess.Read);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private UserFacingException Refusal(string what) => new(ExitCode.Configuration, $"{path} {what}. Nothing was changed.");

    private sealed record Replaced(string? Backup);
}
