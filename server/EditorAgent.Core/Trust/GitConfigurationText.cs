using System.Buffers;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>As much of git's configuration format as it takes to leave out what cannot run anything. In doubt a line counts.</summary>
internal static class GitConfigurationText
{
    private static readonly string[] HarmlessKeys = ["remote", "merge", "rebase", "pushremote", "description", "vscode-merge-base"];

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-+#@");

    public static ContentHash HashOf(string text)
    {
        var kept = new StringBuilder();
        var isBranch = false;
        var continues = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            var wasContinued = continues;
            continues = line.EndsWith('\\');
            if (!wasContinued && line is ['[', ..])
            {
                isBranch = IsBranch(line);
                if (isBranch)
                {
                    continue;
                }
            }
            else if (!wasContinued && !continues && (line.Length == 0 || (isBranch && IsHarmless(line))))
            {
                continue;
            }

            kept.Append(line).Append('\n');
        }

        return ContentHash.Of(Encoding.Latin1.GetBytes(kept.ToString()));
    }

    /// <summary>The values of every key of that name, in whichever section; more than git would see is fine.</summary>
    public static IEnumerable<string> ValuesOf(string text, string key)
    {
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line is ['[', ..] && line.IndexOf(']') is var end and > 0)
            {
                line = line[(end + 1)..].Trim();
            }

            if (line.IndexOf('=') is var at and > 0 && line[..at].Trim().Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                var value = line[(at + 1)..];
                yield return Unquoted(value);
                if (value.AsSpan().IndexOfAny(';', '#') is var comment and > 0)
                {
                    yield return Unquoted(value[..comment]);
                }
            }
        }
    }

    /// <summary>A header and nothing behind it: git takes a key on the same line.</summary>
    private static bool IsBranch(string line) =>
        line.StartsWith("[branch \"", StringComparison.Ordinal) && line.EndsWith("\"]", StringComparison.Ordinal) && line.AsSpan(9, line.Length - 11).IndexOfAny('"', '\\') < 0;

    private static bool IsHarmless(string line)
    {
        var at = line.IndexOf('=');
        return at > 0
            && HarmlessKeys.Contains(line[..at].Trim(), StringComparer.OrdinalIgnoreCase)
            && line.AsSpan(at + 1).Trim().IndexOfAnyExcept(Plain) < 0;
    }

    private static string Unquoted(string value) => value.Trim().Trim('"').Replace("\\\\", "\\", StringComparison.Ordinal);
}
