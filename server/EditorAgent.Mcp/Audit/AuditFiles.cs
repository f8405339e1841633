using System.Globalization;

namespace EditorAgent.Mcp.Audit;

/// <summary>The files of the audit: one a month, named so that their order is the order of their names; readable by their owner alone.</summary>
internal sealed class AuditFiles(string directory)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string NameOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) + ".jsonl";

    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "????-??.jsonl").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    public void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Unbuffered: what is written is with the operating system when the call returns.</summary>
    /// <exception cref="IOException">Another process or thread has it, or it cannot be opened.</exception>
    public FileStream OpenAlone(string name) => this.Open(name, FileShare.None);

    /// <summary>As <see cref="OpenAlone"/>, for who locks it for himself.</summary>
    /// <exception cref="IOException">Somebody has it alone, or it cannot be opened.</exception>
    public FileStream OpenShared(string name) => this.Open(name, FileShare.ReadWrite | FileShare.Delete);

    private FileStream Open(string name, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return new FileStream(this.PathOf(name), options);
    }
}
