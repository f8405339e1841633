using EditorAgent.Core.Tools.Writing;
using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.Demo;

/// <summary>Counts what the agent did and prints it at the end.</summary>
internal sealed class DemoTally
{
    private readonly SortedDictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Old, string New)> files = new(StringComparer.Ordinal);
    private readonly Dictionary<Core.Models.ToolCallId, ImmutableArray<FileDiff>> planned = [];
    private readonly List<TestRunSummary> runs = [];
    private ImmutableArray<PlanEntry> plan = [];
    private bool lastRunWasGood;

    /// <summary>
    /// Whether the last test run was good and still says something: files were changed before it, none after it, and what was planned is done.
    /// </summary>
    public bool IsGreen =>
        this.lastRunWasGood && this.files.Count > 0 && this.plan.All(entry => entry.Status == PlanEntryStatus.Completed);

    public void Receive(SessionEnvelope envelope)
    {
        switch (envelope.Event)
        {
            case SessionEvent.ToolCallPlanned call:
                this.calls[call.ToolName] = this.calls.GetValueOrDefault(call.ToolName) + 1;
                this.planned[call.CallId] = call.Diffs;
                break;
            case SessionEvent.FileChanged changed:
                this.lastRunWasGood = false;
                this.Keep(this.planned.GetValueOrDefault(changed.CallId, []));
                break;
            case SessionEvent.ToolCallEnded { Tests: { } tests } ended:
                this.lastRunWasGood = !ended.IsError && tests is { Failed: 0, Passed: > 0 };
                this.runs.Add(tests);
                break;
            case SessionEvent.PlanChanged changed:
                this.plan = changed.Entries;
                break;
        }
    }

    public void Write(TextWriter output, TurnOutcome outcome, TimeSpan elapsed, SessionId session, string folder)
    {
        output.WriteLine();
        output.WriteLine("What was done");
        output.WriteLine($"  plan        {this.plan.Count(entry => entry.Status == PlanEntryStatus.Completed)} of {this.plan.Length} steps completed");
        output.WriteLine($"  tool calls  {outcome.ToolCalls} ({string.Join(", ", this.calls.Select(call => $"{call.Key} {call.Value}"))}), {outcome.DeniedCalls} not allowed");
        foreach (var (path, (old, now)) in this.files)
        {
            var diff = UnifiedDiff.Between(old, now);
            output.WriteLine($"  changed     {path} (+{diff.Added} -{diff.Removed})");
        }

        var history = this.runs.Count == 0 ? "none ran" : string.Join(", then ", this.runs.Select(run => $"{run.Passed} passed {run.Failed} failed"));
        output.WriteLine($"  tests       {history}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  tokens      {outcome.Usage.Prompt:N0} in ({outcome.Usage.Cached:N0} cached), {outcome.Usage.Completion:N0} out, {outcome.Steps} model requests"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  time        {elapsed.TotalSeconds:0.0} s"));
        output.WriteLine($"  session     {session}");
        output.WriteLine($"  look at it  {folder}");
        if (OutcomeReport.LineFor(outcome, session) is { } line)
        {
            output.WriteLine($"  ended       {line}");
        }

        output.WriteLine(this.IsGreen ? "Result: green." : "Result: NOT green.");
    }

    private void Keep(ImmutableArray<FileDiff> diffs)
    {
        foreach (var diff in diffs)
        {
            var old = this.files.TryGetValue(diff.Path.Relative, out var earlier) ? earlier.Old : diff.OldText ?? "";
            this.files[diff.Path.Relative] = (old, diff.NewText);
        }
    }
}
