using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Models;

/// <summary>
/// The text of a tool's result as a model gets it. What EditorAgent did not write stands between <c>[origin mark</c> and <c>mark]</c>,
/// where the mark is a hash of the call and the text, so that no text can end its own fence; characters nobody sees become visible, and
/// what a model takes for a change of speaker no longer is one. The same result always gives the same bytes.
/// </summary>
public static class ToolText
{
    private const int MarkBytes = 4;
    private const int LongestToken = 40;

    public static ImmutableArray<ContentPart> Of(ToolCallId call, TextOrigin origin, bool isExact, ImmutableArray<ContentPart> content) => origin == TextOrigin.Own || isExact || content.IsEmpty
        ? content
        : [.. content.Select(part => part is ContentPart.Text text ? Told(call, origin, text) : part)];

    private static ContentPart.Text Told(ToolCallId call, TextOrigin origin, ContentPart.Text text) =>
        new(text.IsOwn ? text.Value.Trim('\n') : Fenced(call.Value, origin, text.Value));

    /// <param name="key">What the writer of the text cannot know.</param>
    /// <param name="origin">Not our own.</param>
    /// <param name="text">Anything.</param>
    public static string Fenced(string key, TextOrigin origin, string text)
    {
        var shown = WithoutSpeakers(InvisibleCharacters.Shown(text));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{shown}"), hash);
        var mark = Convert.ToHexStringLower(hash[..MarkBytes]);
        var name = origin switch
        {
            TextOrigin.Workspace => "workspace",
            TextOrigin.Program => "program",
            _ => "outside",
        };
        return $"[{name} {mark}\n{shown}{(shown.EndsWith('\n') ? "" : "\n")}{mark}]";
    }

    /// <summary><c>&lt;|name|&gt;</c> is how chat templates write a change of speaker.</summary>
    private static string WithoutSpeakers(string text)
    {
        var at = text.IndexOf("<|", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var copied = 0;
        for (; at >= 0; at = text.IndexOf("<|", copied, StringComparison.Ordinal))
        {
            result.Append(text, copied, at + 1 - copied).Append(IsToken(text.AsSpan(at + 2)) ? "\\u{7c}" : "|");
            copied = at + 2;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsToken(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('|');
        return end is > 0 and < LongestToken && end + 1 < rest.Length && rest[end + 1] == '>' && !rest[..end].ContainsAny(' ', '\n', '\t');
    }
}
