using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.Core.Processes;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>
/// Restores projects that nobody has restored yet from the packages that are on this machine already: no source is asked, nothing is fetched.
/// What is missing stays missing and is told as before.
/// </summary>
internal static class OfflineRestore
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <returns>Whether it is worth loading again.</returns>
    public static async Task<bool> TryAsync(LoadCommand command, LoadedSolution loaded, CancellationToken cancellationToken)
    {
        var unrestored = loaded.Legs.Where(leg => leg.Degraded == ProjectLeg.NotRestored).Select(leg => leg.ProjectPath).Distinct(StringComparer.Ordinal).ToList();
        var path = new TrustedPath(Environment.GetEnvironmentVariable("PATH"), [command.Root]);
        if (unrestored.Count == 0 || path.Find("dotnet") is not { } dotnet)
        {
            return false;
        }

        var nowhere = Directory.CreateDirectory(Path.Combine(command.CacheDirectory, "no-packages")).FullName;
        var solution = Path.Combine(command.Root, loaded.Name);
        var succeeded = false;
        foreach (var project in File.Exists(solution) ? [solution] : unrestored)
        {
            using var output = new CommandOutput(null);
            var outcome = await new ProcessRunner(TimeProvider.System).RunAsync(
                new ProcessSpecification
                {
                    Program = dotnet,
                    Arguments = ["restore", project, "--source", nowhere, "-p:NuGetAudit=false", "-nologo", "-nr:false", "--verbosity", "quiet"],
                    WorkingDirectory = command.Root,
                    Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), path),
                    Timeout = TimeLimit,
                },
                output,
                new Relay<string>(_ => { }),
                cancellationToken);

            // A failed restore has still done what it could for the other projects.
            succeeded |= outcome.ExitCode is not null;
        }

        return succeeded;
    }
}
