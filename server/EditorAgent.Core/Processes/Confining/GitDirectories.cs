using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// The directories that make a workspace part of a repository, wherever they lie: <c>.git</c> above the workspace, the directory that a
/// <c>.git</c> file points to (work trees, submodules), and the common one behind that. What does not look like one is none: a file in the
/// workspace must not be able to make some other directory visible.
/// </summary>
internal static class GitDirectories
{
    private const int LongestPointer = 8 * 1024;

    /// <param name="root">Absolute, links resolved.</param>
    /// <returns>Existing directories and pointer files, links resolved.</returns>
    public static ImmutableArray<string> Of(string root)
    {
        for (var directory = root; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            var entry = Path.Combine(directory, ".git");
            if (Directory.Exists(entry))
            {
                return [.. WithCommon(entry)];
            }

            if (File.Exists(entry))
            {
                return PointerIn(entry, "gitdir:") is { } target && Directory.Exists(Path.Combine(directory, target))
                    ? [entry, .. WithCommon(Path.Combine(directory, target))]
                    : [entry];
            }
        }

        return [];
    }

    private static IEnumerable<string> WithCommon(string gitDirectory)
    {
        if (RealPath.Of(Path.GetFullPath(gitDirectory)) is not RealPath.Found(var real) || !File.Exists(Path.Combine(real, "HEAD")))
        {
            yield break;
        }

        yield return real;
        if (PointerIn(Path.Combine(real, "commondir"), "") is { } common
            && RealPath.Of(Path.GetFullPath(common, real)) is RealPath.Found(var realCommon)
            && File.Exists(Path.Combine(realCommon, "HEAD"))
            && Directory.Exists(Path.Combine(realCommon, "objects")))
        {
            yield return realCommon;
        }
    }

    private static string? PointerIn(string file, string prefix)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > LongestPointer)
            {
                return null;
            }

            var text = File.ReadAllText(file).Trim();
            return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].Trim() : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
