using EditorAgent.Core.Workspaces;
using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// A glob over a path's segments: <c>*</c> and <c>?</c> stay within a segment, <c>**</c> as a whole segment spans any number of them,
/// names with a leading dot are names like any other. It is held against the relative and the absolute path.
/// <para>
/// A restricting pattern (deny, ask) reads generously: names compare folded (<see cref="FoldedName"/>: letter case, forms, short names), a
/// pattern without a slash finds the name at any depth, and the name of a directory covers what is in it. An allowing pattern reads
/// exactly.
/// </para>
/// </summary>
internal sealed class PathPattern
{
    private readonly ImmutableArray<string> segments;
    private readonly bool isRestricting;

    public PathPattern(string text, bool isRestricting)
    {
        var path = text.Replace('\\', '/');
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile).Replace('\\', '/') + path[1..];
        }

        this.isRestricting = isRestricting;
        this.segments = isRestricting ? Folded(Split(path)) : Split(path);
        var isBareName = isRestricting && !path.TrimEnd('/').Contains('/');
        if (isBareName)
        {
            this.segments = this.segments.Insert(0, "**");
        }
    }

    /// <summary>Whether the pattern can never match, because no path that is judged holds <c>..</c>.</summary>
    public bool IsImpossible => this.segments.Contains("..");

    /// <summary>An allowing pattern looks only at where the path really leads.</summary>
    public bool Matches(PermissionSubject.Path path) =>
        this.Matches(path.Relative) || this.Matches(path.Absolute) || (this.isRestricting && path.Lexical is { } lexical && this.Matches(lexical));

    /// <summary>Whether something below the directory could match.</summary>
    public bool MayMatchBelow(PermissionSubject.Path directory) =>
        this.MayMatchBelow(Folded(Split(directory.Relative)).AsSpan()) || this.MayMatchBelow(Folded(Split(directory.Absolute)).AsSpan());

    /// <summary>
    /// Whether the pattern speaks of <paramref name="name"/> itself: by a segment that matches it and is not made of wildcards only.
    /// </summary>
    public bool Names(string name) => this.segments.Any(segment =>
        segment.AsSpan().Trim("*?").Length > 0 && Wildcard.Matches(segment, name, StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<string> Folded(ImmutableArray<string> segments) =>
        [.. segments.Select(segment => segment is ".." ? segment : FoldedName.Of(segment).Value)];

    private bool MatchesName(string pattern, string name) => this.isRestricting
        ? new FoldedName(name).Matches(pattern)
        : Wildcard.Matches(pattern, name, StringComparison.Ordinal);

    private bool Matches(string path)
    {
        // On other systems a backslash is part of a name: an allowing pattern must not take it for a separator.
        var text = this.isRestricting || OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        var parts = this.isRestricting ? Folded(Split(text)) : Split(text);
        if (this.MatchesAll(parts.AsSpan()))
        {
            return true;
        }

        if (!this.isRestricting || this.segments.IsEmpty || this.segments[^1].AsSpan().IndexOfAny('*', '?') >= 0)
        {
            return false;
        }

        for (var length = parts.Length - 1; length > 0; length--)
        {
            if (this.MatchesAll(parts.AsSpan()[..length]))
            {
                return true;
            }
        }

        return false;
    }

    private bool MayMatchBelow(ReadOnlySpan<string> directory)
    {
        var pattern = this.segments.AsSpan();
        while (!pattern.IsEmpty && !directory.IsEmpty && pattern[0] != "**" && this.MatchesName(pattern[0], directory[0]))
        {
            pattern = pattern[1..];
            directory = directory[1..];
        }

        return !pattern.IsEmpty && (directory.IsEmpty || pattern[0] == "**");
    }

    private bool MatchesAll(ReadOnlySpan<string> parts)
    {
        var pattern = this.segments.AsSpan();
        var p = 0;
        var t = 0;
        var star = -1;
        var resume = 0;
        while (t < parts.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                star = p++;
                resume = t;
                continue;
            }

            if (p < pattern.Length && this.MatchesName(pattern[p], parts[t]))
            {
                p++;
                t++;
                continue;
            }

            if (star < 0)
            {
                return false;
            }

            p = star + 1;
            t = ++resume;
        }

        while (p < pattern.Length && pattern[p] == "**")
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>An absolute path begins with an empty segment, so that <c>src/**</c> and <c>/src/**</c> differ.</summary>
    private static ImmutableArray<string> Split(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".");
        return path.StartsWith('/') ? ["", .. segments] : [.. segments];
    }
}
