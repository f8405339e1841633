using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Commands;

/// <summary>What a command line would look at, found without running it.</summary>
/// <param name="IsInTable">Whether every command is in the auto-run table, and every path of it inside the workspace and no secret.</param>
/// <param name="Paths">Of commands of the table all paths; of others what looks like a path and leads somewhere.</param>
public sealed record CommandSurvey(bool IsInTable, ImmutableArray<CommandPath> Paths)
{
    /// <summary>Above this many files below a directory nothing is looked through unasked.</summary>
    private const int MostFiles = 20_000;

    /// <param name="line">The command line.</param>
    /// <param name="text">Its text, for what could not be taken apart.</param>
    /// <param name="workspace">Where it would run.</param>
    public static CommandSurvey Of(CommandLine line, string text, Workspace workspace)
    {
        if (line is not CommandLine.Parsed parsed)
        {
            return new CommandSurvey(false, [.. PathsIn(CommandLineText.Read(text).Runs.SelectMany(run => run.Words), workspace, workspace.RealRoot).DistinctBy(path => path.Absolute)]);
        }

        var isInTable = parsed.Directory is null;
        var paths = ImmutableArray.CreateBuilder<CommandPath>();
        var directory = workspace.RealRoot;
        if (parsed.Directory is { } named)
        {
            paths.Add(PathOf(workspace, directory, named, CommandReach.Named));
            directory = paths[0].Absolute;
        }

        foreach (var command in parsed.Commands)
        {
            if (AutoRunTable.Find(command) is not { } reads)
            {
                isInTable = false;
                paths.AddRange(PathsIn(command.Words.Skip(1), workspace, directory));
                continue;
            }

            isInTable &= command.Name != "dotnet" || !IsSdkChosenByFile(directory);
            foreach (var word in reads.Paths)
            {
                var path = PathOf(workspace, directory, word, reads.Reach);
                isInTable = isInTable && path.IsInside && !MayHoldSecret(path);
                paths.Add(path);
            }
        }

        return new CommandSurvey(isInTable, [.. paths.DistinctBy(path => (path.Absolute, path.Reach))]);
    }

    /// <summary>Where it cannot be told where a path leads, it leads outside.</summary>
    private static CommandPath PathOf(Workspace workspace, string directory, string word, CommandReach reach)
    {
        var spelled = Path.GetFullPath(word, directory);
        return CommandPath.Of(workspace, directory, word, reach) ?? new CommandPath(spelled, workspace.NameOf(spelled), workspace.NameOf(spelled), IsInside: false, reach);
    }

    /// <summary>A <c>global.json</c> can name a directory of the workspace as the place of the SDK that <c>dotnet --info</c> starts.</summary>
    private static bool IsSdkChosenByFile(string directory)
    {
        for (var above = directory; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Path.Exists(Path.Join(above, "global.json")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names are no secret; contents are, also those found by looking through a directory.</summary>
    private static bool MayHoldSecret(CommandPath path)
    {
        if (ProtectedFiles.ForReading(path.Absolute) is not null || ProtectedFiles.ForReading(path.Spelled) is not null)
        {
            return true;
        }

        return path.Reach == CommandReach.ContentsBelow && Directory.Exists(path.Absolute) && HoldsSecret(path.Absolute);
    }

    /// <summary>Names with a leading dot count for ripgrep too: a line in the workspace's own ignore files has it read them.</summary>
    private static bool HoldsSecret(string directory)
    {
        var pending = new Stack<DirectoryInfo>([new DirectoryInfo(directory)]);
        var count = 0;
        while (pending.TryPop(out var next))
        {
            try
            {
                foreach (var entry in next.EnumerateFileSystemInfos())
                {
                    if (++count > MostFiles)
                    {
                        return true;
                    }

                    if (entry.LinkTarget is not null)
                    {
                        continue;
                    }

                    if (ProtectedFiles.ForReading(entry.Name) is not null)
                    {
                        return true;
                    }

                    if (entry is DirectoryInfo below)
                    {
                        pending.Push(below);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // What we cannot look into, the command cannot either: it runs as the same user.
            }
        }

        return false;
    }

    private static IEnumerable<CommandPath> PathsIn(IEnumerable<string> words, Workspace workspace, string directory) => words
        .SelectMany(CommandWords.PathsIn)
        .Distinct()
        .Select(word => CommandPath.Of(workspace, directory, word, CommandReach.Named))
        .OfType<CommandPath>()
        .Where(MayBeMeant);

    /// <summary>Many a word looks like a path: what is not there and could not be made there is none.</summary>
    private static bool MayBeMeant(CommandPath path) => Path.Exists(path.Absolute)
        || (path.IsInside ? path.Spelled.Contains('/') : Path.GetDirectoryName(path.Absolute) is { Length: > 1 } parent && Directory.Exists(parent));
}
