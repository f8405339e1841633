using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// What of a repository git itself would run: its hooks, and programs that its configuration names. Branches and their upstreams, which
/// git keeps writing into the same file, are left out.
/// </summary>
/// <param name="directory">Git's own directory of this work tree, absolute.</param>
/// <param name="workTree">Where relative hook directories begin.</param>
internal sealed class GitHooks(string directory, string workTree)
{
    private const int LargestConfiguration = 1024 * 1024;
    private const int MostIncludes = 16;

    /// <summary>Whether a directory is a repository without a work tree: git takes its configuration when it is started there.</summary>
    public static bool IsRepository(DirectoryListing listing) => listing.Directories.Contains("objects") && listing.Directories.Contains("refs");

    /// <summary>The repository that a file <c>.git</c> names: of a linked work tree or a submodule.</summary>
    public static GitHooks? BehindFile(string file) =>
        Text(file) is { } text && text.StartsWith("gitdir:", StringComparison.Ordinal) && text.IndexOf('\0') < 0
            ? new GitHooks(Path.GetFullPath(text["gitdir:".Length..].Trim(), Path.GetDirectoryName(file)!), Path.GetDirectoryName(file)!)
            : null;

    /// <summary>Its configuration files and those that they include, with a hash of what matters in each.</summary>
    public IEnumerable<(string File, ContentHash Hash)> Configurations() => this.Texts().Select(each => (each.File, GitConfigurationText.HashOf(each.Text)));

    public IEnumerable<string> Hooks()
    {
        var attributes = Path.Combine(this.Common(), "info", "attributes");
        var hooks = Path.Combine(this.Common(), "hooks");
        IEnumerable<string> own = Path.Exists(attributes) ? [attributes] : [];
        return own.Concat(EntriesOf(hooks).Where(hook => !hook.EndsWith(".sample", StringComparison.Ordinal)));
    }

    /// <summary>Other directories of hooks, as the configuration names them.</summary>
    public IEnumerable<string> HookDirectories() => this.Texts()
        .SelectMany(each => GitConfigurationText.ValuesOf(each.Text, "hookspath"))
        .Where(path => path is not ['~', ..] && path.IndexOf('\0') < 0)
        .Select(path => Path.GetFullPath(path, workTree))
        .Where(Directory.Exists);

    private List<(string File, string Text)> Texts()
    {
        var texts = new List<(string File, string Text)>();
        var pending = new Queue<string>([Path.Combine(this.Common(), "config"), Path.Combine(directory, "config.worktree")]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (texts.Count < MostIncludes && pending.TryDequeue(out var file))
        {
            if (!seen.Add(file) || !Path.Exists(file))
            {
                continue;
            }

            var text = Text(file) ?? "\0unreadable";
            texts.Add((file, text));
            foreach (var include in GitConfigurationText.ValuesOf(text, "path").Where(path => path is not ['~', ..] && path.IndexOf('\0') < 0))
            {
                pending.Enqueue(Path.GetFullPath(include, Path.GetDirectoryName(file)!));
            }
        }

        return texts;
    }

    /// <summary>Linked work trees share the configuration and hooks of the repository they belong to.</summary>
    private string Common() => Text(Path.Combine(directory, "commondir")) is { } common && common.IndexOf('\0') < 0
        ? Path.GetFullPath(common.Trim(), directory)
        : directory;

    private static string[] EntriesOf(string hooks)
    {
        try
        {
            return Directory.Exists(hooks) ? Directory.GetFileSystemEntries(hooks) : [];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? Text(string file)
    {
        using var handle = RegularFile.TryOpen(file);
        if (handle is null || RandomAccess.GetLength(handle) is > LargestConfiguration)
        {
            return null;
        }

        var buffer = new byte[RandomAccess.GetLength(handle)];
        var read = RandomAccess.Read(handle, buffer, 0);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }
}
