using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>
/// Runs <c>dotnet test</c> and answers with what counts: numbers, and for each failure its message and the line of the workspace where
/// it broke. The command that is shown and judged leaves out only where and in which form the report is written, which changes nothing
/// of what runs.
/// </summary>
public sealed class RunTestsTool : ITool
{
    private const int LongestFilter = 2_000;
    private const int MostProjects = 20;
    private const int DefaultSeconds = 600;
    private const int MostSeconds = 3_600;

    private readonly Workspace workspace;
    private readonly SpillDirectory spill;
    private readonly Sandbox sandbox;
    private readonly ProcessRunner runner;
    private readonly TrustedPath path;
    private readonly TestReport report;
    private readonly Func<CancellationToken, ValueTask<TestSelection>>? affected;
    private readonly TestOutcomes? outcomes;

    /// <summary>The failures of the session's last run of each target, to be run first.</summary>
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> failures = new(StringComparer.Ordinal);

    /// <param name="workspace">Where the tests are.</param>
    /// <param name="files">Its contents.</param>
    /// <param name="spill">Where the whole of a long output goes.</param>
    /// <param name="sandbox">What keeps them in.</param>
    /// <param name="time">Measures the time limit.</param>
    /// <param name="affected">Which tests reach what has changed; null where nobody knows.</param>
    /// <param name="outcomes">Told how each test went; null where nobody shows it.</param>
    /// <param name="path">Where dotnet is looked for; null for the user's own.</param>
    public RunTestsTool(
        Workspace workspace, IWorkspaceFiles files, SpillDirectory spill, Sandbox sandbox, TimeProvider time, Func<CancellationToken, ValueTask<TestSelection>>? affected = null, TestOutcomes? outcomes = null, TrustedPath? path = null)
    {
        this.outcomes = outcomes;
        this.workspace = workspace;
        this.spill = spill;
        this.sandbox = sandbox;
        this.affected = affected;
        this.runner = new ProcessRunner(time);
        this.path = path ?? new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots);
        this.report = new TestReport(workspace.RealRoot, new OwnFrames(workspace, files));
        this.Definition = new ToolDefinition(
            "run_tests",
            "Builds and runs .NET tests (dotnet test) and returns counts, each failure with its message and source line, or the build errors. "
            + "Without project it takes the solution in the workspace root. Saying that tests pass needs a run after the last edit.",
            affected is null ? SchemaWithoutAffected() : Schema());
    }

    public ToolDefinition Definition { get; }

    public bool AlwaysChanges => true;

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        if (this.path.Find("dotnet") is not { } dotnet || !DotnetSdk.MayBeBeside(dotnet))
        {
            return new ToolPlan.Refused(TestTarget.IsAnyIn(this.workspace)
                ? "No test can run: this machine has no .NET SDK on its PATH. Do not call run_tests again; tell the user what they have to install, and that nothing was tested."
                : TestTarget.NothingHere);
        }

        var (requests, note, refusal) = await this.RequestsAsync(arguments, cancellationToken);
        if (refusal is not null)
        {
            return new ToolPlan.Refused(refusal);
        }

        var invocations = ImmutableArray.CreateBuilder<TestInvocation>();
        foreach (var (target, request) in requests)
        {
            var platform = TestPlatformChoice.For(this.workspace, target.Absolute);
            switch (TestOptions.For(platform, request, XunitProject.Is(target.Absolute)))
            {
                case TestOptions.Impossible(var reason):
                    return new ToolPlan.Refused(reason);
                case TestOptions.Possible possible:
                    invocations.Add(new TestInvocation(dotnet, platform, target, possible));
                    break;
            }
        }

        var status = await this.sandbox.StatusAsync(this.workspace.RealRoots, cancellationToken);
        return PlanOf(new TestJob(invocations.DrainToImmutable(), note, TimeSpan.FromSeconds(Math.Clamp(arguments.OptionalInt32("timeout") ?? DefaultSeconds, 1, MostSeconds))), status);
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var job = (TestJob)call.Plan.State!;
        var results = new List<ToolResult>();
        foreach (var invocation in job.Invocations)
        {
            results.Add(await this.RunAsync(invocation, job.TimeLimit, call, output, cancellationToken));
        }

        if (results is [var single] && job.Note is null)
        {
            return single;
        }

        var text = string.Join('\n', results.Select(result => result.Text).Prepend(job.Note).Where(part => part is { Length: > 0 }));
        return results[0] with
        {
            Content = [new ContentPart.Text(text)],
            IsError = results.Any(result => result.IsError),
            Tests = new TestRunSummary(
                results.Sum(result => result.Tests?.Passed ?? 0), results.Sum(result => result.Tests?.Failed ?? 0), results.Sum(result => result.Tests?.Skipped ?? 0)),
        };
    }

    private static byte[] Schema() =>
        """{"type":"object","properties":{"affected":{"type":"boolean","description":"Only tests that reach what changed in this session."},"failed":{"type":"boolean","description":"Only what failed last time."},"tests":{"type":"array","items":{"type":"string"},"description":"Class.Method or full names."},"project":{"type":"string","description":"Project, solution or directory."},"filter":{"type":"string","description":"For example FullyQualifiedName~InvoiceTests."},"no_build":{"type":"boolean","description":"Only when nothing was edited since the last build."},"timeout":{"type":"integer","description":"Seconds."}},"additionalProperties":false}"""u8.ToArray();

    private static byte[] SchemaWithoutAffected() =>
        """{"type":"object","properties":{"failed":{"type":"boolean","description":"Only what failed last time."},"tests":{"type":"array","items":{"type":"string"},"description":"Class.Method or full names."},"project":{"type":"string","description":"Project, solution or directory."},"filter":{"type":"string","description":"For example FullyQualifiedName~InvoiceTests."},"no_build":{"type":"boolean","description":"Only when nothing was edited since the last build."},"timeout":{"type":"integer","description":"Seconds."}},"additionalProperties":false}"""u8.ToArray();

    /// <summary>What is to be run on what; or a line that tells the model why nothing is.</summary>
    private async ValueTask<(ImmutableArray<(WorkspacePath Target, TestRequest Request)> Requests, string? Note, string? Refusal)> RequestsAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var filter = arguments.OptionalString("filter") is { Length: > 0 } given ? given : null;
        ImmutableArray<string> tests = arguments.TryGetProperty("tests", out var named) && named.ValueKind == JsonValueKind.Array
            ? [.. named.EnumerateArray().Select(test => test.GetString() ?? "").Where(test => test.Length > 0)]
            : [];
        if (filter is not null && !IsFilter(filter))
        {
            return ([], null, "The filter is not one: write it like FullyQualifiedName~InvoiceTests or Name=Total_WithTwoRates, several joined by |.");
        }

        if (tests.FirstOrDefault(test => !IsTestName(test)) is { } wrong)
        {
            return ([], null, $"{CanonicalText.Line(wrong)} is no name of a test: write Class.Method or Namespace.Class.Method, without arguments.");
        }

        var request = new TestRequest { Filter = filter, Tests = tests, SkipsBuild = arguments.OptionalBoolean("no_build") };
        var project = arguments.OptionalString("project") is { Length: > 0 } named2 ? named2 : null;
        if (arguments.OptionalBoolean("affected") && filter is null && tests.IsEmpty && this.affected is not null)
        {
            return await this.AffectedAsync(request, project, cancellationToken);
        }

        if (TestTarget.Find(this.workspace, project) is not TestTarget.Found(var target))
        {
            return ([], null, ((TestTarget.Missing)TestTarget.Find(this.workspace, project)).Message);
        }

        if (!arguments.OptionalBoolean("failed"))
        {
            return ([(target, request)], null, null);
        }

        var last = this.failures.SelectMany(run => run.Value).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return last.IsEmpty
            ? ([], null, "No test failed in the last run of this session; run them all, or affected.")
            : ([(target, request with { Tests = last })], null, null);
    }

    private async ValueTask<(ImmutableArray<(WorkspacePath Target, TestRequest Request)> Requests, string? Note, string? Refusal)> AffectedAsync(
        TestRequest request, string? project, CancellationToken cancellationToken)
    {
        var selection = await this.affected!(cancellationToken);
        if (!selection.IsKnown)
        {
            return TestTarget.Find(this.workspace, project) is TestTarget.Found(var all)
                ? ([(all, request)], $"Which tests are affected is not known ({FirstLine(selection.Explanation)}), so all were run.", null)
                : ([], null, ((TestTarget.Missing)TestTarget.Find(this.workspace, project)).Message);
        }

        if (selection.Tests.IsEmpty)
        {
            return ([], null, $"No test reaches what changed in this session. {FirstLine(selection.Explanation)} Write one, or run all tests of a project.");
        }

        var requests = ImmutableArray.CreateBuilder<(WorkspacePath, TestRequest)>();
        foreach (var tests in selection.Tests.GroupBy(test => test.Project, StringComparer.Ordinal).Take(MostProjects))
        {
            if (this.workspace.ResolveForReading(tests.Key) is PathResolution.Inside(var target))
            {
                requests.Add((target, request with { Tests = [.. tests.Select(test => test.FullName).Distinct(StringComparer.Ordinal)] }));
            }
        }

        return (requests.DrainToImmutable(), null, null);
    }

    private static bool IsFilter(string filter) => filter.Length <= LongestFilter && filter[0] is not ('-' or '@') && !filter.Any(char.IsControl);

    private static bool IsTestName(string name) =>
        name.Length <= LongestFilter && (char.IsLetter(name[0]) || name[0] == '_') && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '.' or '+' or '`');

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private async Task<ToolResult> RunAsync(TestInvocation invocation, TimeSpan limit, ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var results = Directory.CreateTempSubdirectory("editoragent-tests-");
        try
        {
            using var captured = new CommandOutput(this.spill.FileFor("run_tests", call.Id));
            var outcome = await this.runner.RunAsync(this.SpecificationOf(invocation, limit, call.Plan.Execution!, results.FullName), captured, output, cancellationToken);
            return await this.report.WriteAsync(outcome, captured.Render(), results.FullName, runs => this.Remember(invocation, runs), cancellationToken);
        }
        catch (Win32Exception failure)
        {
            return ToolResult.Error($"No test was run: dotnet could not be started in {this.workspace.Root} ({failure.Message}).");
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private void Remember(TestInvocation invocation, ImmutableArray<TestRun> runs)
    {
        var failed = runs.SelectMany(run => run.Failures).Where(failure => failure.FullName is not null).ToList();
        this.failures[invocation.Target.Absolute] = [.. failed.Select(failure => failure.FullName!).Distinct(StringComparer.Ordinal)];
        this.outcomes?.Record(
            this.workspace.RealRoot,
            runs.SelectMany(run => run.PassedNames),
            failed.Select(failure => new TestFailure(failure.FullName!, $"{failure.Message}\n{failure.StackTrace}".Trim())));
    }

    private ProcessSpecification SpecificationOf(TestInvocation invocation, TimeSpan limit, Execution execution, string results)
    {
        var specification = new ProcessSpecification
        {
            Program = invocation.Dotnet,
            Arguments = invocation.Arguments(results),
            WorkingDirectory = this.workspace.Root,
            Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), this.path),
            Timeout = limit,
        };
        return execution.IsSandboxed
            ? this.sandbox.Confine(specification, new Confinement
            {
                WritableRoots = this.workspace.RealRoots,
                WritableDirectories = [results],
                ReadableDirectories = this.spill.Path is { } spilled ? [spilled] : [],
            })
            : specification;
    }

    private static ToolPlan.Ready PlanOf(TestJob job, SandboxStatus status)
    {
        ImmutableArray<string> commands = [.. job.Invocations.Select(invocation => string.Join(' ', invocation.Shown.Select(Quote)))];
        var command = string.Join(" && ", commands);
        return new ToolPlan.Ready
        {
            Title = job.Invocations is [var only] ? string.Join(' ', only.Shown.Select(Quote)) : $"dotnet test of {job.Invocations.Length} projects",
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Accesses = [new ToolAccess.Exclusive()],
            Subjects = [.. commands.Select(each => new PermissionSubject.Command(each))],
            Command = command,
            Execution = new Execution { Kind = "dotnet test", IsSandboxed = status.Kind != SandboxKind.None },
            NeedsTrust = true,
            OfferedGrants = commands is [var one] && SimpleCommand.Is(one) ? [new PermissionGrant($"run_tests(={one})")] : [],
            State = job,
        };
    }

    /// <summary>As a person would type it into a shell; what runs is the vector.</summary>
    private static string Quote(string word)
    {
        if (SimpleCommand.Is("x " + word) && !word.Contains(' ', StringComparison.Ordinal))
        {
            return word;
        }

        return new StringBuilder("'").Append(word).Replace("'", "'\\''", 1, word.Length).Append('\'').ToString();
    }

    private sealed record TestJob(ImmutableArray<TestInvocation> Invocations, string? Note, TimeSpan TimeLimit);
}
