using System.Collections.Immutable;
using System.IO.Enumeration;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Which files may declare a name, when an edit does not say where.</summary>
internal static class DeclarationFiles
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts"];

    /// <param name="solution">Null before the solution is loaded or trusted: then all files below the root are looked through.</param>
    /// <param name="files">What counts as their text.</param>
    /// <param name="word">Stands in the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Absolute, sorted.</returns>
    public static async Task<ImmutableArray<string>> WithWordAsync(Solution? solution, EffectiveFiles files, string word, CancellationToken cancellationToken)
    {
        if (solution is null)
        {
            return [.. Below(files.Root).Where(path => files.Read(path) is FileReading.Found found && found.File.Text.Contains(word, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
        }

        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents).Where(document => document.FilePath is not null).DistinctBy(document => document.FilePath))
        {
            var text = await document.GetTextAsync(cancellationToken);
            if (text.ToString().Contains(word, StringComparison.Ordinal))
            {
                found.Add(document.FilePath!);
            }
        }

        return [.. found];
    }

    private static IEnumerable<string> Below(string root) => new FileSystemEnumerable<string>(
        root,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(".cs", StringComparison.OrdinalIgnoreCase),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith(".") && !Skipped.Contains(entry.FileName.ToString(), StringComparer.OrdinalIgnoreCase),
    };
}
