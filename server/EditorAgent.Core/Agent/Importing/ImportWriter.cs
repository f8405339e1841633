using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>
/// Writes what an import takes. What is there stays: config.toml is added to, after a copy of it was put beside it, and only if the result is
/// valid; files and folders are made, never replaced.
/// </summary>
public sealed class ImportWriter(ImportTarget target)
{
    private const int MostFiles = 500;
    private const int LargestFile = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>One line for each file that was written or could not be.</returns>
    /// <exception cref="ConfigurationException">config.toml cannot be added to; nothing was written.</exception>
    public ImmutableArray<string> Write(IEnumerable<ImportItem> items)
    {
        ImmutableArray<ImportChange> changes = [.. items.Select(item => item.Change).OfType<ImportChange>()];
        var lines = ImmutableArray.CreateBuilder<string>();
        try
        {
            this.WriteConfiguration(changes, lines);
            foreach (var file in changes.OfType<ImportChange.File>())
            {
                WriteNew(file.Path, Strict.GetBytes(file.Text));
                lines.Add($"wrote {file.Path}");
            }

            foreach (var folder in changes.OfType<ImportChange.Folder>())
            {
                lines.Add(Copy(folder));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            lines.Add($"stopped: {failure.Message} What is named above was written, the rest was not; run the import again.");
        }

        return lines.ToImmutable();
    }

    private void WriteConfiguration(ImmutableArray<ImportChange> changes, ImmutableArray<string>.Builder lines)
    {
        var file = target.ConfigurationFile;
        if (!changes.Any(change => change is ImportChange.Setting or ImportChange.Table or ImportChange.Rules))
        {
            return;
        }

        var entry = new FileInfo(file);
        if (entry.LinkTarget is not null && target.IsOfWorkspace)
        {
            throw new ConfigurationException($"{file} is a link. Nothing was written; put a real file there.");
        }

        var real = entry.LinkTarget is null ? file : entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var before = File.Exists(real) ? Strict.GetString(File.ReadAllBytes(real)) : "";
        var after = ImportedConfiguration.With(file, before, changes);
        if (after == before)
        {
            return;
        }

        MakeFolder(Path.GetDirectoryName(real)!);
        if (before.Length > 0)
        {
            var backup = FreeName(real + ".before-import");
            WriteNew(backup, Strict.GetBytes(before));
            lines.Add($"kept the old config.toml as {backup}");
        }

        PrivateFiles.Replace(real, Strict.GetBytes(after));
        lines.Add($"wrote {file}");
    }

    private void MakeFolder(string folder)
    {
        if (target.IsOfWorkspace)
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            PrivateFiles.CreateDirectory(folder);
        }
    }

    private static string FreeName(string wanted)
    {
        var name = wanted;
        for (var number = 2; Path.Exists(name); number++)
        {
            name = $"{wanted}-{number}";
        }

        return name;
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }

    private static string Copy(ImportChange.Folder folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6, AttributesToSkip = FileAttributes.ReparsePoint };
        var (copied, left) = (0, 0);
        foreach (var file in Directory.EnumerateFiles(folder.From, "*", options))
        {
            using var handle = copied < MostFiles ? RegularFile.TryOpen(file) : null;
            if (handle is null || RandomAccess.GetLength(handle) > LargestFile)
            {
                left++;
                continue;
            }

            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            WriteNew(Path.Combine(folder.Path, Path.GetRelativePath(folder.From, file)), content);
            copied++;
        }

        return left == 0 ? $"wrote {folder.Path} ({copied} files)" : $"wrote {folder.Path} ({copied} files; {left} left out, which are links, larger than 1 MB or more than {MostFiles})";
    }
}
