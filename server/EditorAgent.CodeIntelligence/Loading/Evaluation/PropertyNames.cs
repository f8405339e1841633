using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>The names of properties that project files read. MSBuild makes every environment variable a property, but few are ever looked at.</summary>
internal static class PropertyNames
{
    private static readonly string[] Openers = ["$(", "GetEnvironmentVariable('", "GetEnvironmentVariable(\"", "GetEnvironmentVariable(`"];

    public static ImmutableArray<uint> In(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var names = new ConcurrentDictionary<uint, byte>();
        Parallel.ForEach(files, new ParallelOptions { CancellationToken = cancellationToken }, file =>
        {
            foreach (var name in NamesIn(ReadOrEmpty(file)))
            {
                names.TryAdd(name, 0);
            }
        });
        return [.. names.Keys.Order()];
    }

    private static HashSet<uint> NamesIn(string text)
    {
        var names = new HashSet<uint>();
        foreach (var opener in Openers)
        {
            for (var at = text.IndexOf(opener, StringComparison.Ordinal); at >= 0; at = text.IndexOf(opener, at + 1, StringComparison.Ordinal))
            {
                var start = at + opener.Length;
                var end = start;
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'))
                {
                    end++;
                }

                names.Add(EnvironmentStamp.HashOf(text.AsSpan(start, end - start)));
            }
        }

        return names;
    }

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
