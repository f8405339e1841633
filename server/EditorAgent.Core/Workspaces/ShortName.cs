namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The second name that Windows gives a file with a long one: <c>MCP~1.JSO</c> for <c>.mcp.json</c>. Which file it is only the disk
/// knows, so a name is taken for everything that it can be short for.
/// </summary>
internal static class ShortName
{
    private const int LongestStem = 8;
    private const int LongestExtension = 3;

    /// <param name="name">Lower case.</param>
    /// <param name="pattern">A long name, lower case, perhaps with wildcards.</param>
    public static bool CanStandFor(string name, string pattern)
    {
        var tilde = name.IndexOf('~', StringComparison.Ordinal);
        if (tilde is < 1 or >= LongestStem)
        {
            return false;
        }

        var dot = name.IndexOf('.', tilde);
        var digits = name.AsSpan((tilde + 1)..(dot < 0 ? name.Length : dot));
        var extension = dot < 0 ? "" : name.AsSpan(dot + 1);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || tilde + 1 + digits.Length > LongestStem || extension.Length > LongestExtension)
        {
            return false;
        }

        var (longStem, longExtension) = Parts(pattern);
        return StemAgrees(name.AsSpan(0, tilde), digits.Length, longStem) && ExtensionAgrees(extension, longExtension);
    }

    private static (string Stem, string Extension) Parts(string pattern)
    {
        var visible = pattern.TrimStart('.');
        var dot = visible.LastIndexOf('.');
        return dot < 0
            ? (visible, "")
            : (visible[..dot].Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), visible[(dot + 1)..]);
    }

    private static bool StemAgrees(ReadOnlySpan<char> stem, int digits, string longStem)
    {
        var wild = longStem.AsSpan().IndexOfAny('*', '?');
        if (wild >= 0)
        {
            return stem.StartsWith(longStem.AsSpan(0, Math.Min(wild, stem.Length)));
        }

        // After a few of one beginning, Windows takes two letters and four digits of a checksum.
        var hashed = stem.Length == 6 && longStem.StartsWith(stem[..2], StringComparison.Ordinal) && !stem[2..].ContainsAnyExcept("0123456789abcdef");
        var isWhole = stem.Length == longStem.Length || stem.Length + 1 + digits >= LongestStem;
        return hashed || (isWhole && longStem.StartsWith(stem, StringComparison.Ordinal));
    }

    private static bool ExtensionAgrees(ReadOnlySpan<char> extension, string longExtension)
    {
        var wild = longExtension.IndexOf('*', StringComparison.Ordinal);
        if (wild >= 0)
        {
            // A short extension has all letters of a long one, up to three.
            var least = Math.Min(LongestExtension, longExtension.Length - longExtension.AsSpan().Count('*'));
            return extension.Length >= least && extension.StartsWith(longExtension.AsSpan(0, Math.Min(wild, extension.Length)));
        }

        return extension.SequenceEqual(longExtension.AsSpan(0, Math.Min(LongestExtension, longExtension.Length)));
    }
}
