using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// Looks after a run at what of the protected names is new or changed. What something else would obey unasked (settings, hooks, agents'
/// instructions, files that builds take in by their name) is moved out of the workspace. A new project or package file stays: it does
/// nothing until somebody builds it, and making one is what scaffolding commands are for; it is told.
/// </summary>
/// <param name="directory">Where things are moved to: outside every workspace, and hidden from confined programs.</param>
/// <param name="time">Names each run's folder.</param>
internal sealed class Quarantine(string directory, TimeProvider time)
{
    private static readonly ImmutableArray<string> MadeByScaffolding =
        ["*.csproj", "*.fsproj", "*.vbproj", "*.vcxproj", "*.sln", "*.slnx", "package.json", "makefile", "gnumakefile", "launchsettings.json", "global.json"];

    /// <param name="before">What was there when the run began.</param>
    /// <param name="roots">Of the workspace.</param>
    /// <param name="isWrittenMeanwhile">Whether somebody else has made a file what it is; null: nobody has.</param>
    /// <returns>A line for each finding.</returns>
    public ImmutableArray<string> Inspect(ProtectedEntries before, IReadOnlyList<string> roots, Func<string, bool>? isWrittenMeanwhile = null)
    {
        var report = ImmutableArray.CreateBuilder<string>();
        var after = ProtectedEntries.In(roots);
        var known = before.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var place = Path.Combine(directory, time.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var entry in after.Entries)
        {
            if (known.TryGetValue(entry.Path, out var old) && old.Identity.IsSameFile(entry.Identity))
            {
                if (!old.IsDirectory && old.Identity != entry.Identity)
                {
                    report.Add($"{entry.Relative} is protected ({entry.Protection.Why}) and was changed by the command: look at it before anything uses it.");
                }

                continue;
            }

            if (before.Entries.Any(other => other.Identity.IsSameFile(entry.Identity)))
            {
                report.Add($"{entry.Relative} ({entry.Protection.Why}) was moved there by the command.");
                continue;
            }

            if (isWrittenMeanwhile?.Invoke(entry.Path) == true)
            {
                continue;
            }

            report.Add(MadeByScaffolding.Any(pattern => Wildcard.Matches(pattern, entry.Protection.Name, StringComparison.OrdinalIgnoreCase))
                ? $"{entry.Relative} was made by the command and {entry.Protection.Why} when it is built or run."
                : Remove(entry, place));
        }

        return report.ToImmutable();
    }

    private static string Remove(ProtectedEntry entry, string place)
    {
        var target = Path.Combine(place, entry.Relative);
        try
        {
            MovedTree.Move(entry.Path, target);
            return $"{entry.Relative} was made by the command and {entry.Protection.Why}, so it was moved out of the workspace to {target}. If it is wanted, write it with the write tool: the user is asked.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{entry.Relative} was made by the command, {entry.Protection.Why}, and could not be moved out of the workspace ({failure.Message}): tell the user to remove it.";
        }
    }
}
