namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>A hash over names that is the same in every process.</summary>
internal static class SetHash
{
    public static ulong Of(IEnumerable<string> ordered)
    {
        var hash = 14695981039346656037ul;
        foreach (var name in ordered)
        {
            foreach (var letter in name)
            {
                hash = (hash ^ letter) * 1099511628211ul;
            }

            hash = (hash ^ '\0') * 1099511628211ul;
        }

        return hash;
    }
}
