namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>
/// Work on several cores that is ready when a process starts: queries of PLINQ are compiled at first use, some 160 methods of them, which is a
/// good part of a warm start.
/// </summary>
internal static class SideBySide
{
    /// <summary>Results in the order of the items.</summary>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> select)
        where T : class
        where TResult : class
    {
        var results = new TResult[items.Count];
        Parallel.For(0, results.Length, index => results[index] = select(items[index]));
        return results;
    }

    public static List<T> Where<T>(IReadOnlyList<T> items, Func<T, bool> holds)
        where T : class
    {
        var hits = new bool[items.Count];
        Parallel.For(0, hits.Length, index => hits[index] = holds(items[index]));
        var found = new List<T>();
        for (var index = 0; index < hits.Length; index++)
        {
            if (hits[index])
            {
                found.Add(items[index]);
            }
        }

        return found;
    }
}
