using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>What must hold once the executable was killed.</summary>
/// <param name="folders">The user it was killed for.</param>
/// <param name="session">The session that it had told its client of.</param>
internal sealed class Aftermath(AgentFolders folders, string session)
{
    private readonly string journal = folders.Journals()[session];

    /// <summary>Whether a call had begun and not ended.</summary>
    public bool MetARunningCall => this.Records.Count(record => record.Kind == "tool_start") > this.Records.Count(record => record.Kind == "tool_end");

    public List<JournalRecord> Records => JournalRecord.Read(this.journal);

    /// <summary>Everything the client had seen is in the journal.</summary>
    /// <param name="seen">Kinds of records and calls.</param>
    public void AcknowledgedIsKept(IEnumerable<(string Kind, string Call)> seen)
    {
        var records = this.Records;
        Assert.Equal("created", records[0].Kind);
        foreach (var (kind, call) in seen)
        {
            Assert.Contains(records, record => record.Kind == kind && record.Call == call);
        }
    }

    /// <summary>Effects on the disk are those that the journal says have begun, each once and whole.</summary>
    public void EffectsAreThoseOfTheJournal()
    {
        var records = this.Records;
        var tools = records.Where(record => record.Kind == "tool_plan").DistinctBy(record => record.Call).ToDictionary(record => record.Call, record => record.Tool);
        int Count(string kind, string tool) => records.Count(record => record.Kind == kind && tools.GetValueOrDefault(record.Call) == tool);

        var ran = this.Ran();
        Assert.Equal(ran.Distinct(), ran);
        Assert.InRange(ran.Length, Count("tool_end", "shell"), Count("tool_start", "shell"));
        var states = Enumerable.Range(Count("tool_end", "edit"), 1 + Count("tool_start", "edit") - Count("tool_end", "edit"));
        Assert.Contains(File.ReadAllText(folders.WorkFile("state.txt")), states.Select(version => $"version={version}\n"));
    }

    /// <summary>No process that was started for the workspace outlives the executable for long.</summary>
    public async Task NothingIsLeftRunningAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (this.Running() is { Length: > 0 } left)
        {
            Assert.False(limit.IsCancellationRequested, $"still running: {string.Join(", ", left)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>The session loads, goes on with a request that a strict vendor accepts, and nothing of it is done again.</summary>
    public async Task GoesOnAsync()
    {
        var ran = this.Ran();
        var result = await AgentProcess.RunAsync(folders, "run", "--json", "--session", session, "Please continue.");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(CrashScript.Resumed, result.Answer);
        Assert.Equal(ran, this.Ran());
        var after = folders.Journals()[session];
        Assert.StartsWith(JournalRecord.WholeLines(this.journal), after, StringComparison.Ordinal);
        var records = JournalRecord.Read(after);
        var ends = records.Where(record => record.Kind == "tool_end").Select(record => record.Call).ToList();
        var calls = records.Where(record => record.Kind is "tool_plan" or "tool_start").Select(record => record.Call).Distinct();
        Assert.Equal(ends.Distinct(), ends);
        Assert.Equal([], calls.Except(ends));
    }

    public async Task CanBeShownAsync()
    {
        var result = await AgentProcess.RunAsync(folders, "sessions", "show", session);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(CrashScript.Prompt, result.Stdout, StringComparison.Ordinal);
    }

    private string[] Ran() => File.Exists(folders.WorkFile("ran.txt")) ? File.ReadAllLines(folders.WorkFile("ran.txt")) : [];

    private string[] Running() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])).Where(this.IsOurs),
    ];

    /// <summary>By its directory, or by its words: a sandbox that is being set up stands elsewhere, and names the workspace.</summary>
    private bool IsOurs(string process)
    {
        try
        {
            return (new FileInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith(folders.Workspace, StringComparison.Ordinal) == true
                    || File.ReadAllText(Path.Combine(process, "cmdline")).Contains(folders.Workspace, StringComparison.Ordinal))
                && !File.ReadAllText(Path.Combine(process, "stat")).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
