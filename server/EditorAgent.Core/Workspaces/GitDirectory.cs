using System.Globalization;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Recognises <c>.git</c> in every spelling that some file system takes for it: other letter case, trailing dots and blanks and streams
/// (NTFS), its short name, and invisible characters (HFS+). The same test holds on every system, since a workspace may be shared.
/// </summary>
internal static class GitDirectory
{
    public static bool IsNamedIn(string path)
    {
        foreach (var range in path.AsSpan().SplitAny('/', '\\'))
        {
            if (IsName(path.AsSpan(range)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        Span<char> visible = stackalloc char[8];
        var length = 0;
        foreach (var character in name)
        {
            if (character == ':')
            {
                break;
            }

            if (char.GetUnicodeCategory(character) == UnicodeCategory.Format)
            {
                continue;
            }

            if (length == visible.Length)
            {
                if (character is '.' or ' ')
                {
                    continue;
                }

                return false;
            }

            visible[length++] = character;
        }

        var spelled = visible[..length].TrimEnd(". ");
        return spelled.Equals(".git", StringComparison.OrdinalIgnoreCase) || spelled.Equals("git~1", StringComparison.OrdinalIgnoreCase);
    }
}
