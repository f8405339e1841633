using System.Collections.Immutable;
using System.IO.Enumeration;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Solutions and projects that lie below a root, by name only; nothing is opened.</summary>
/// <param name="Solutions">Of every format, those nearest to the root first.</param>
/// <param name="Projects">Of every language.</param>
internal sealed record WorkspaceListing(ImmutableArray<string> Solutions, ImmutableArray<string> Projects)
{
    /// <summary>Further down nobody keeps a solution, and a link must not lead us round in circles.</summary>
    private const int MostDepth = 24;

    private static readonly EnumerationOptions Walk = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MostDepth,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public static WorkspaceListing Of(string root, CancellationToken cancellationToken)
    {
        var found = new FileSystemEnumerable<string>(root, (ref entry) => entry.ToFullPath(), Walk)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && IsWanted(Path.GetExtension(entry.FileName)),
            ShouldRecursePredicate = (ref entry) => !IsSkipped(entry.FileName),
        };
        var (solutions, projects) = (new List<string>(), new List<string>());
        foreach (var path in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (IsSolution(path) ? solutions : projects).Add(path);
        }

        return new WorkspaceListing(
            [.. solutions.OrderBy(path => path.Count(c => c == Path.DirectorySeparatorChar)).ThenBy(path => path, StringComparer.Ordinal)],
            [.. projects.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whether no source of a project is looked for in a directory of this name.</summary>
    public static bool IsSkipped(ReadOnlySpan<char> directory) =>
        directory.StartsWith('.')
        || directory.Equals("bin", StringComparison.OrdinalIgnoreCase)
        || directory.Equals("obj", StringComparison.OrdinalIgnoreCase)
        || directory.Equals("node_modules", StringComparison.OrdinalIgnoreCase);

    public static bool IsSolution(string path) =>
        Path.GetExtension(path.AsSpan()) is ".sln" or ".slnx" or ".slnf";

    private static bool IsWanted(ReadOnlySpan<char> extension) =>
        extension is ".sln" or ".slnx" or ".slnf" || (extension.Length > 5 && extension.EndsWith("proj", StringComparison.Ordinal));
}
