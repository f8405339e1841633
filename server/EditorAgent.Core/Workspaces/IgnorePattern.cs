namespace EditorAgent.Core.Workspaces;

/// <summary>One line of a <c>.gitignore</c>.</summary>
internal sealed class IgnorePattern
{
    private readonly bool directoriesOnly;

    /// <summary>Whether only the last name of a path is compared, which is so for lines without an inner slash.</summary>
    private readonly bool nameOnly;

    private readonly string? literal;
    private readonly string? suffix;
    private readonly WildcardPattern? wildcard;

    private IgnorePattern(string text, bool negated, bool directoriesOnly)
    {
        this.Negated = negated;
        this.directoriesOnly = directoriesOnly;
        this.nameOnly = !text.Contains('/');
        var body = text.StartsWith('/') ? text[1..] : text;
        if (!body.AsSpan().ContainsAny(@"*?[\"))
        {
            this.literal = body;
        }
        else if (this.nameOnly && body[0] == '*' && !body.AsSpan(1).ContainsAny(@"*?[\"))
        {
            this.suffix = body[1..];
        }
        else
        {
            this.wildcard = WildcardPattern.Parse(body);
        }
    }

    public bool Negated { get; }

    /// <returns>Null for blank lines and comments.</returns>
    public static IgnorePattern? Parse(ReadOnlySpan<char> line)
    {
        if (line.EndsWith("\r"))
        {
            line = line[..^1];
        }

        line = TrimUnescapedBlanks(line);
        if (line.IsEmpty || line[0] == '#')
        {
            return null;
        }

        var negated = line[0] == '!';
        line = negated ? line[1..] : line;
        var directoriesOnly = line.EndsWith("/");
        line = directoriesOnly ? line[..^1] : line;
        return line.IsEmpty ? null : new IgnorePattern(line.ToString(), negated, directoriesOnly);
    }

    /// <param name="path">From the directory of the file that holds the line, with forward slashes.</param>
    /// <param name="isDirectory">What the path names.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isDirectory)
    {
        if (this.directoriesOnly && !isDirectory)
        {
            return false;
        }

        var compared = this.nameOnly ? path[(path.LastIndexOf('/') + 1)..] : path;
        if (this.literal is not null)
        {
            return compared.SequenceEqual(this.literal);
        }

        return this.suffix is not null ? compared.EndsWith(this.suffix) : this.wildcard!.IsMatch(compared);
    }

    private static ReadOnlySpan<char> TrimUnescapedBlanks(ReadOnlySpan<char> line)
    {
        var end = 0;
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\\')
            {
                end = Math.Min(index + 2, line.Length);
                index++;
            }
            else if (line[index] != ' ')
            {
                end = index + 1;
            }
        }

        return line[..end];
    }
}
