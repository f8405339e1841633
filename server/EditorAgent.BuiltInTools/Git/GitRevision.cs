using System.Buffers;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>
/// A commit or a range of commits, as git's words: each side ends in <c>^{commit}</c>, so that a revision can neither be an option, nor a
/// path, nor name a file's content by its hash.
/// </summary>
internal sealed record GitRevision(string Text, bool IsRange)
{
    private const int Longest = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@{}^~+-");

    public static GitRevision Head { get; } = new("HEAD^{commit}", IsRange: false);

    /// <summary>Null when the text is none.</summary>
    public static GitRevision? Parse(string text)
    {
        foreach (var dots in (string[])["...", ".."])
        {
            if (text.IndexOf(dots, StringComparison.Ordinal) is var at and >= 0)
            {
                return Side(text[..at]) is { } from && Side(text[(at + dots.Length)..]) is { } to ? new GitRevision(from + dots + to, IsRange: true) : null;
            }
        }

        return text.Length > 0 && Side(text) is { } single ? new GitRevision(single, IsRange: false) : null;
    }

    private static string? Side(string text)
    {
        if (text.Length == 0)
        {
            return Head.Text;
        }

        // ^{/text} and @{...} with a search in it, and a leading ^ that turns the meaning round, are not needed to name a commit.
        return text.Length <= Longest
            && text[0] is not ('-' or '^' or '.' or '/')
            && !text.AsSpan().ContainsAnyExcept(Allowed)
            && !text.Contains("{/", StringComparison.Ordinal)
            && !text.Contains("..", StringComparison.Ordinal)
            ? text + "^{commit}"
            : null;
    }
}
