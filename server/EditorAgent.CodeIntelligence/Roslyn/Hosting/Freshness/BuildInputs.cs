using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// The files that decide what a project consists of: when one changes, comes or goes, the projects it speaks for must be loaded again. Not safe to
/// use from several threads.
/// </summary>
internal sealed class BuildInputs(TimeProvider time)
{
    /// <summary>What a build looks for in the project's directory and in each one above.</summary>
    private static readonly string[] LookedFor =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config"];

    /// <summary>Their text is part of the workspace; only whether they are there is decided by a load.</summary>
    private static readonly string[] Configurations = [".editorconfig", ".globalconfig"];

    private static readonly string[] Extensions = [".csproj", ".props", ".targets", ".sln", ".slnx", ".rsp"];

    private readonly Dictionary<string, Seen> inputs = new(FilePaths.Comparer);
    private ImmutableArray<ProjectLeg> legs = [];

    public static bool IsBuildFile(string name) =>
        Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
        || LookedFor.Contains(name, StringComparer.OrdinalIgnoreCase)
        || IsConfiguration(name);

    private static bool IsConfiguration(string name) => Configurations.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at what these legs depend on from now on.</summary>
    /// <param name="loaded">The legs.</param>
    /// <param name="found">Build files in the workspace.</param>
    /// <param name="since">When the load began: what was written later is changed.</param>
    /// <returns>The changed.</returns>
    public IReadOnlyList<string> Take(ImmutableArray<ProjectLeg> loaded, IEnumerable<string> found, DateTimeOffset since)
    {
        this.legs = loaded;
        var paths = loaded.SelectMany(leg => Candidates(leg).Concat(leg.Inputs)).Concat(found).Distinct(FilePaths.Comparer);
        this.inputs.Clear();
        foreach (var path in paths)
        {
            this.inputs[path] = Seen.Now(path, time);
        }

        return [.. this.inputs.Where(input => input.Value.Stamp.WrittenAt >= since.UtcTicks && !IsConfiguration(Path.GetFileName(input.Key))).Select(input => input.Key)];
    }

    /// <returns>What changed since the last look.</returns>
    public IReadOnlyList<string> Sweep()
    {
        var changed = SideBySide.Where([.. this.inputs.Keys], path => this.inputs[path].IsOutdated(path, time));
        var reported = new List<string>();
        foreach (var path in changed)
        {
            var (before, now) = (this.inputs[path], Seen.Now(path, time));
            this.inputs[path] = now;
            if (!IsConfiguration(Path.GetFileName(path)) || before.Stamp.Exists != now.Stamp.Exists)
            {
                reported.Add(path);
            }
        }

        return reported;
    }

    /// <summary>A build file that was not there when the legs were loaded.</summary>
    public void Add(string path) => this.inputs.TryAdd(path, Seen.Now(path, time));

    /// <returns>The projects that must be loaded again because of it; a project that is none of the loaded ones is one of them.</returns>
    public IEnumerable<string> ProjectsOf(string input)
    {
        var name = Path.GetFileName(input);
        if (name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            return [input];
        }

        var isImport = Path.GetExtension(name) is ".props" or ".targets" && !LookedFor.Contains(name, StringComparer.OrdinalIgnoreCase);
        return this.legs
            .Where(leg => Speaks(leg) || Candidates(leg).Contains(input, FilePaths.Comparer))
            .Select(leg => leg.ProjectPath)
            .Distinct(FilePaths.Comparer);

        bool Speaks(ProjectLeg leg) =>
            leg.Inputs.Contains(input, FilePaths.Comparer)
            || (isImport && leg.Inputs.IsEmpty)
            || Path.GetExtension(name) is ".sln" or ".slnx";
    }

    private static IEnumerable<string> Candidates(ProjectLeg leg)
    {
        yield return leg.ProjectPath;
        if (leg.ProjectAssetsFile is { } assets)
        {
            yield return assets;
        }

        for (var directory = Path.GetDirectoryName(leg.ProjectPath); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            foreach (var name in LookedFor)
            {
                yield return Path.Combine(directory, name);
            }

            foreach (var name in Configurations)
            {
                yield return Path.Combine(directory, name);
            }
        }
    }

    /// <param name="Hash">Only of a file that was young when it was looked at.</param>
    private sealed record Seen(FileStamp Stamp, DateTimeOffset At, string? Hash)
    {
        public static Seen Now(string path, TimeProvider time)
        {
            var at = time.GetUtcNow();
            var stamp = FileStamp.Of(path);
            return new(stamp, at, stamp.WasYoungAt(at) ? HashOf(path) : null);
        }

        public bool IsOutdated(string path, TimeProvider time) =>
            FileStamp.Of(path) != this.Stamp || (this.Hash is not null && this.Hash != HashOf(path));

        private static string? HashOf(string path)
        {
            try
            {
                return ContentHash.Of(File.ReadAllBytes(path)).Value;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
