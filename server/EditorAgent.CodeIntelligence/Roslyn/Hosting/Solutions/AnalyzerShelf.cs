using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>
/// Analyzers and generators, each loaded once for all projects when a compilation needs it. One that was rebuilt is loaded anew, beside its
/// older self. Make one only for a trusted workspace: what is on this shelf runs. Safe to use from several threads.
/// </summary>
/// <param name="root">What lies below it may be rebuilt at any time, and is therefore never held open on the disk.</param>
internal sealed class AnalyzerShelf(string root)
{
    private readonly ConcurrentDictionary<string, Shelved> shelved = new(FilePaths.Comparer);
    private readonly ConcurrentDictionary<string, string> failures = new(FilePaths.Comparer);
    private readonly ConcurrentDictionary<string, AnalyzerLoadContext> contexts = new(FilePaths.Comparer);

    /// <summary>What could not be loaded when it was needed, fit for a coverage line; in a stable order.</summary>
    public ImmutableArray<string> Failures => [.. this.failures.Values.Order(StringComparer.Ordinal)];

    /// <param name="paths">Absolute.</param>
    /// <param name="problems">What is missing or cannot run here is added, fit for a coverage line.</param>
    public ImmutableArray<AnalyzerReference> Get(ImmutableArray<string> paths, ImmutableArray<string>.Builder problems)
    {
        var references = ImmutableArray.CreateBuilder<AnalyzerReference>();
        foreach (var path in paths)
        {
            var entry = this.shelved.GetOrAdd(path, this.Load);
            if (entry.Problem is { } problem)
            {
                problems.Add(problem);
            }

            if (entry.Reference is { } reference)
            {
                references.Add(reference);
            }
        }

        return references.ToImmutable();
    }

    /// <summary>Forgets what has been rebuilt since it was loaded, together with what lies beside it.</summary>
    /// <returns>Whether there was any; projects that use it must then be built again.</returns>
    public bool ForgetChanged()
    {
        var directories = this.shelved
            .Where(entry => FilePaths.IsBelow(entry.Key, root) && FileStamp.Of(entry.Key) != entry.Value.Stamp)
            .Select(entry => Path.GetDirectoryName(entry.Key)!)
            .ToHashSet(FilePaths.Comparer);
        foreach (var directory in directories)
        {
            this.contexts.TryRemove(directory, out _);
            foreach (var path in this.shelved.Keys.Where(path => FilePaths.Comparer.Equals(Path.GetDirectoryName(path), directory)))
            {
                this.shelved.TryRemove(path, out _);
                this.failures.TryRemove(path, out _);
            }
        }

        return directories.Count > 0;
    }

    private Shelved Load(string path)
    {
        var stamp = FileStamp.Of(path);
        var name = Path.GetFileNameWithoutExtension(path);
        if (!stamp.Exists)
        {
            return new(stamp, null, FilePaths.IsBelow(path, root) ? $"generator {name} not built" : $"analyzer {name} missing");
        }

        if (AnalyzerRequirements.NewerCompiler(path) is { } version)
        {
            return new(stamp, null, $"generator {name} needs compiler {version}");
        }

        var directory = Path.GetDirectoryName(path)!;
        var context = this.contexts.GetOrAdd(directory, directory => new AnalyzerLoadContext(directory, FilePaths.IsBelow(directory, root)));
        var reference = new AnalyzerFileReference(path, context);
        reference.AnalyzerLoadFailed += (_, failure) => this.failures.TryAdd(path, $"analyzer {name}: {failure.ErrorCode}");
        return new(stamp, reference, null);
    }

    private sealed record Shelved(FileStamp Stamp, AnalyzerReference? Reference, string? Problem);
}
