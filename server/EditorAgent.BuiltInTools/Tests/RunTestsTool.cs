using EditorAgent.Core.Processes;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
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

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly Workspace workspace;
    private readonly SpillDirectory spill;
    private readonly Sandbox sandbox;
    private readonly ProcessRunner runner;
    private readonly TrustedPath path;
    private readonly TestReport report;

    public RunTestsTool(Workspace workspace, IWorkspaceFiles files, SpillDirectory spill, Sandbox sandbox, TimeProvider time)
    {
        this.workspace = workspace;
        this.spill = spill;
        this.sandbox = sandbox;
        this.runner = new ProcessRunner(time);
        this.path = new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots);
        this.report = new TestReport(workspace.RealRoot, new OwnFrames(workspace, files));
    }

    public ToolDefinition Definition { get; } = new(
        "run_tests",
        "Builds and runs .NET tests (dotnet test) and returns counts, each failure with its message and source line, or the build errors. "
        + "Without project it takes the solution in the workspace root. Saying that tests pass needs a run after the last edit.",
        """{"type":"object","properties":{"project":{"type":"string","description":"Project, solution or directory."},"filter":{"type":"string","description":"For example FullyQualifiedName~InvoiceTests."},"no_build":{"type":"boolean","description":"Only when nothing was edited since the last build."}},"additionalProperties":false}"""u8.ToArray());

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        this.Plan(arguments, await this.sandbox.StatusAsync(this.workspace.RealRoots, cancellationToken));

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var invocation = (Invocation)call.Plan.State!;
        var results = Directory.CreateTempSubdirectory("editoragent-tests-");
        try
        {
            using var captured = new CommandOutput(this.spill.FileFor("run_tests", call.Id));
            var outcome = await this.runner.RunAsync(this.SpecificationOf(invocation, call.Plan.Execution!, results.FullName), captured, output, cancellationToken);
            return await this.report.WriteAsync(outcome, captured.Render(), results.FullName, cancellationToken);
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

    private ProcessSpecification SpecificationOf(Invocation invocation, Execution execution, string results)
    {
        var specification = new ProcessSpecification
        {
            Program = invocation.Dotnet,
            Arguments =
            [
                "test", invocation.Target.Absolute, .. invocation.Options,
                "-nologo", "-nr:false", "-p:UseSharedCompilation=false", "--verbosity", "quiet",
                "--logger", "trx;LogFilePrefix=tests", "--results-directory", results,
                "--blame-hang-timeout", "120s", "--blame-hang-dump-type", "none",
            ],
            WorkingDirectory = this.workspace.Root,
            Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), this.path),
            Timeout = Timeout,
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

    private ToolPlan Plan(JsonElement arguments, SandboxStatus status)
    {
        var filter = arguments.OptionalString("filter") is { Length: > 0 } given ? given : null;
        if (filter is not null && (filter.Length > LongestFilter || filter[0] is '-' or '@' || filter.Any(char.IsControl)))
        {
            return new ToolPlan.Refused("The filter is not one: write it like FullyQualifiedName~InvoiceTests or Name=Total_WithTwoRates, several joined by |.");
        }

        if (this.path.Find("dotnet") is not { } dotnet)
        {
            return new ToolPlan.Refused("There is no dotnet on this machine's PATH. Tell the user to install the .NET SDK.");
        }

        var target = TestTarget.Find(this.workspace, arguments.OptionalString("project") is { Length: > 0 } project ? project : null);
        return target switch
        {
            TestTarget.Found found => PlanOf(dotnet, found.Path, filter, arguments.OptionalBoolean("no_build"), status),
            TestTarget.Missing missing => new ToolPlan.Refused(missing.Message),
            _ => throw new InvalidOperationException("unknown target"),
        };
    }

    private static ToolPlan.Ready PlanOf(string dotnet, WorkspacePath target, string? filter, bool noBuild, SandboxStatus status)
    {
        string[] options = [.. noBuild ? ["--no-build"] : Array.Empty<string>(), .. filter is null ? [] : new[] { "--filter", filter }];
        var command = string.Join(' ', ((string[])["dotnet", "test", target.Relative, .. options]).Select(Quote));
        return new ToolPlan.Ready
        {
            Title = command,
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Accesses = [new ToolAccess.Exclusive()],
            Subjects = [new PermissionSubject.Command(command)],
            Command = command,
            Execution = new Execution { Kind = "dotnet test", IsSandboxed = status.Kind != SandboxKind.None },
            NeedsTrust = true,
            OfferedGrants = SimpleCommand.Is(command) ? [new PermissionGrant($"run_tests(={command})")] : [],
            State = new Invocation(dotnet, target, options),
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

    private sealed record Invocation(string Dotnet, WorkspacePath Target, string[] Options);
}
