using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// A process and whatever came of it. On Linux a process belongs when it carries the run's marker in its environment, which a double
/// fork does not shake off, or when it is in the session that the main process leads. Left out is only what does both: leaves the
/// session and wipes its environment. Elsewhere it is what the base library calls the process tree. How long it takes to end is the
/// system's own time, whatever clock measures the limits of those who started it.
/// </summary>
/// <param name="process">Started.</param>
/// <param name="marker">What it carries as <see cref="OrphanWatch.MarkerName"/>.</param>
/// <param name="leadsSession">Whether it was started through setsid.</param>
/// <param name="inside">When it was started inside process numbers of its own: tells the first of them; all end when that one does.</param>
internal sealed class ProcessTree(Process process, string marker, bool leadsSession, StatusPipe? inside)
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private const int MostRounds = 12;

    /// <summary>Time to tidy up between the asking and the killing; with the sweep it stays within the 250 ms that a cancelled tool has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(5);

    /// <summary>What is inside ends by itself within a millisecond or two; every command waits for it.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    private readonly int leader = process.Id;
    private readonly byte[] markerEntry = Encoding.UTF8.GetBytes($"{OrphanWatch.MarkerName}={marker}\0");

    /// <summary>Asks the tree to end, and kills what has not after the grace. Nothing of it is alive afterwards.</summary>
    public async Task TerminateAsync()
    {
        var first = inside is { First.IsCompletedSuccessfully: true } ? await inside.First : null;
        if (leadsSession && !process.HasExited)
        {
            // The first process inside is deaf to it and the one around it must stay: its end would be everybody's, at once.
            _ = Kill(first is { } group ? -group : -this.leader, Sigterm);
            await this.ExitsWithinAsync(Grace);
        }

        if (leadsSession && !process.HasExited)
        {
            _ = Kill(-this.leader, Sigkill);
        }

        if (!leadsSession)
        {
            process.Kill(entireProcessTree: true);
        }

        await this.SweepAsync();
        await process.WaitForExitAsync(CancellationToken.None);
        await this.InsideEndedAsync();
    }

    /// <summary>Ends when nothing is alive inside any more: the kernel lets the first process go only after all others.</summary>
    public async Task InsideEndedAsync()
    {
        if (inside is null || await inside.First is not { } first)
        {
            return;
        }

        var born = BirthOf(first);
        while (born is not null && BirthOf(first) == born)
        {
            await Task.Delay(BetweenLooks, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>
    /// Kills what is left of the tree, round after round until a round finds nothing new. A process that has just died may have started
    /// another one behind the round's back, so it asks for one more.
    /// </summary>
    /// <returns>The names of what was killed.</returns>
    public async Task<ImmutableArray<string>> SweepAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var killed = new Dictionary<int, string>();
        var dead = new HashSet<int>();
        for (var round = 0; round < MostRounds; round++)
        {
            var (members, hasNewDead) = this.Members(dead);
            if (members.Count == 0 && !hasNewDead)
            {
                break;
            }

            foreach (var (id, name) in members)
            {
                killed.TryAdd(id, name);
                _ = Kill(id, Sigkill);
            }

            await Task.Delay(BetweenRounds, TimeProvider.System, CancellationToken.None);
        }

        return [.. killed.Values];
    }

    private async Task ExitsWithinAsync(TimeSpan grace)
    {
        using var limit = new CancellationTokenSource(grace, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It had its chance.
        }
    }

    /// <param name="dead">Those seen dead or vanishing so far; the round adds its own.</param>
    private (List<(int Id, string Name)> Members, bool HasNewDead) Members(HashSet<int> dead)
    {
        var members = new List<(int, string)>();
        var hasNewDead = false;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId)
            {
                if (this.NameIfMember(directory, out var isDead) is { } name)
                {
                    members.Add((id, name));
                }
                else if (isDead)
                {
                    hasNewDead |= dead.Add(id);
                }
            }
        }

        return (members, hasNewDead);
    }

    /// <summary>Null for strangers, for the dead that nobody has collected yet, and for what vanished meanwhile.</summary>
    /// <param name="directory">Of the process.</param>
    /// <param name="isDead">Whether it vanished, or was one of the session.</param>
    private string? NameIfMember(string directory, out bool isDead)
    {
        isDead = false;
        try
        {
            // "pid (name) state parent group session ..."; the name may hold anything, so the last parenthesis counts.
            var stat = File.ReadAllText(directory + "/stat");
            var open = stat.IndexOf('(', StringComparison.Ordinal);
            var close = stat.LastIndexOf(')');
            var fields = close < 0 ? [] : stat[(close + 2)..].Split(' ', 5);
            if (fields is not [var state, _, _, var session, _])
            {
                return null;
            }

            var inSession = leadsSession && int.Parse(session, CultureInfo.InvariantCulture) == this.leader;
            if (state is "Z" or "X")
            {
                isDead = inSession;
                return null;
            }

            return inSession || this.CarriesMarker(directory) ? stat[(open + 1)..close] : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            isDead = !Directory.Exists(directory);
            return null;
        }
    }

    /// <summary>When it was started, which tells it from a later one of the same number; null when it is dead.</summary>
    private static string? BirthOf(int id)
    {
        try
        {
            // The state is the 3rd field, the start the 22nd; they are counted behind the name, which may hold anything.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool CarriesMarker(string directory)
    {
        var environment = File.ReadAllBytes(directory + "/environ").AsSpan();
        var at = environment.IndexOf(this.markerEntry);
        return at == 0 || (at > 0 && environment[at - 1] == 0);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
