using System.ComponentModel;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Runs a bash command in the workspace root, kept in by the sandbox where there is one.</summary>
public sealed class ShellTool : ITool
{
    private const int DefaultTimeout = 120;
    private const int LongestTimeout = 600;
    private const int LongestCommand = 32_000;
    private const int MostLinesSoFar = 60;

    /// <summary>What a command that runs for long makes of protected files stays no longer than with one that is waited for.</summary>
    private static readonly TimeSpan BetweenInspections = TimeSpan.FromSeconds(30);

    private readonly Workspace workspace;
    private readonly SpillDirectory spill;
    private readonly Sandbox sandbox;
    private readonly ProcessRunner runner;
    private readonly TimeProvider time;
    private readonly BackgroundCommands? commands;
    private readonly Lazy<TrustedPath> path;

    /// <param name="workspace">Where commands run.</param>
    /// <param name="spill">Where long outputs go.</param>
    /// <param name="sandbox">What keeps commands in.</param>
    /// <param name="time">For limits.</param>
    /// <param name="commands">Takes what goes on in the background; null where nothing can.</param>
    public ShellTool(Workspace workspace, SpillDirectory spill, Sandbox sandbox, TimeProvider time, BackgroundCommands? commands = null)
    {
        this.time = time;
        this.commands = commands;
        this.workspace = workspace;
        this.spill = spill;
        this.sandbox = sandbox;
        this.runner = new ProcessRunner(time);
        this.path = new Lazy<TrustedPath>(() => new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots));
    }

    /// <summary>What ends this early is told with the call that started it, also in the background.</summary>
    internal TimeSpan StartGrace { get; init; } = TimeSpan.FromMilliseconds(400);

    public ToolDefinition Definition => field ??= this.commands is null ? Plain : WithBackground;

    private static ToolDefinition Plain { get; } = new(
        "shell",
        "Runs a bash command in the workspace root and returns its exit code and output. Each call is a new shell: cd and variables do not "
        + "last. No input, no terminal, no network; background processes end with the command. Prefer read, grep, edit and run_tests to cat, sed and dotnet test.",
        """{"type":"object","properties":{"command":{"type":"string","minLength":1},"timeout_seconds":{"type":"integer","minimum":1,"description":"Default 120, at most 600."},"needs_network":{"type":"boolean","description":"Asks the user for network for this one command: restore, install, download, or to offer or reach a local port."},"description":{"type":"string","description":"Five to ten words for the user."}},"required":["command"],"additionalProperties":false}"""u8.ToArray());

    private static ToolDefinition WithBackground { get; } = new(
        "shell",
        "Runs a bash command in the workspace root and returns its exit code and output. Each call is a new shell: cd and variables do not "
        + "last. No input, no terminal, no network; processes it starts end with it. background: true returns at once (servers, watchers, long builds), and what is not done at its timeout goes on there: "
        + "command_output, command_stop. Each command has a network of its own: to reach a server that another one offers, set needs_network on both. Prefer read, grep, edit and run_tests to cat, sed and dotnet test.",
        """{"type":"object","properties":{"command":{"type":"string","minLength":1},"timeout_seconds":{"type":"integer","minimum":1,"description":"Default 120, at most 600."},"background":{"type":"boolean"},"needs_network":{"type":"boolean","description":"Asks the user for network for this one command: restore, install, download, or to offer or reach a local port."},"description":{"type":"string","description":"Five to ten words for the user."}},"required":["command"],"additionalProperties":false}"""u8.ToArray());

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var command = arguments.RequiredString("command");
        if (command.Length > LongestCommand)
        {
            return new ToolPlan.Refused($"The command has {command.Length} characters, {LongestCommand} is the most. Write a script file with write and run that.");
        }

        if (command.Contains('\0'))
        {
            return new ToolPlan.Refused("The command holds the invisible character U+0000, which ends the text for bash. Where a program needs it, write it as an escape, for example with printf.");
        }

        var seconds = Math.Clamp(arguments.OptionalInt32("timeout_seconds") ?? DefaultTimeout, 1, LongestTimeout);
        var status = await this.sandbox.StatusAsync(this.workspace.RealRoots, cancellationToken);
        var plan = new ShellPlan(this.workspace, this.path.Value).Make(command, arguments.OptionalBoolean("needs_network"), TimeSpan.FromSeconds(seconds), status);
        return plan is ToolPlan.Ready ready && arguments.OptionalBoolean("background") ? this.Beside(ready) : plan;
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var invocation = (ShellInvocation)call.Plan.State!;
        var execution = call.Plan.Execution!;
        var specification = new ProcessSpecification
        {
            Program = invocation.Program,
            Arguments = invocation.Arguments,
            WorkingDirectory = invocation.Directory,
            Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), this.path.Value),
            Timeout = invocation.Timeout,
        };
        if (execution.IsSandboxed)
        {
            specification = this.sandbox.Confine(specification, new Confinement
            {
                WritableRoots = this.workspace.RealRoots,
                ReadableDirectories = this.spill.Path is { } spilled ? [spilled] : [],
                HasNetwork = execution.NeedsNetwork,
                IsReadOnly = execution.IsInAutoRunTable,
            });
        }

        try
        {
            return this.commands is null
                ? await this.RunToEndAsync(call, specification, output, cancellationToken)
                : await this.RunBesideAsync(call, specification, this.commands, output, cancellationToken);
        }
        catch (Win32Exception failure)
        {
            return ToolResult.Error($"The command was not run: {invocation.Program} could not be started in {invocation.Directory} ({failure.Message}).");
        }
    }

    private ToolPlan Beside(ToolPlan.Ready plan) => this.commands switch
    {
        null => new ToolPlan.Refused("Nothing can run in the background here. Call it without background."),
        { HasRoom: false } => new ToolPlan.Refused($"{BackgroundCommands.Most} commands run in the background already, which is the most. End one with command_stop, or wait for one with command_output."),
        _ => plan with
        {
            Notes = [.. plan.Notes, "goes on in the background until it ends, is stopped, or the session is closed"],
            State = (ShellInvocation)plan.State! with { IsBackground = true },
        },
    };

    private async Task<ToolResult> RunToEndAsync(ApprovedToolCall call, ProcessSpecification specification, IProgress<string> output, CancellationToken cancellationToken)
    {
        using var captured = new CommandOutput(this.spill.FileFor("shell", call.Id));
        return Report(call, await this.runner.RunAsync(specification, captured, output, cancellationToken), captured);
    }

    /// <summary>What is not done in time is handed over instead of being ended.</summary>
    private async Task<ToolResult> RunBesideAsync(
        ApprovedToolCall call, ProcessSpecification specification, BackgroundCommands commands, IProgress<string> output, CancellationToken cancellationToken)
    {
        var invocation = (ShellInvocation)call.Plan.State!;
        var running = new RunningCommand(
            specification with { Timeout = Timeout.InfiniteTimeSpan, InspectEvery = BetweenInspections, IsWrittenMeanwhile = commands.IsWrittenBySession }, new CommandOutput(this.spill.FileFor("shell", call.Id)), output, this.time);
        var isHandedOver = false;
        try
        {
            if (await running.EndsWithinAsync(invocation.IsBackground ? this.StartGrace : invocation.Timeout, cancellationToken))
            {
                return Report(call, await running.Ended, running.Output);
            }

            var isKeptIn = call.Plan.Execution is { IsSandboxed: true, NeedsNetwork: false };
            if (commands.TryTake(running, CanonicalText.Line(call.Plan.Title, 120).Text, isKeptIn) is not { } taken)
            {
                await running.StopAsync();
                return Report(call, new ProcessOutcome(null, running.Running, []), running.Output);
            }

            isHandedOver = true;
            taken.Shown = running.Output.Length;
            var how = invocation.IsBackground ? "started" : $"not done after {invocation.Timeout.TotalSeconds:0} s, and not ended: it goes on";
            var alone = isKeptIn ? " No other command reaches a port that it opens: for that it has to be started with needs_network: true, and so has whatever is to reach it." : "";
            var told = $"[{how} in the background as {taken.Id}. command_output shows what it prints and can wait for it; command_stop ends it; so does the end of the session.{alone}]\n";
            var (text, _) = running.Output.Last(MostLinesSoFar);
            return new ToolResult { Content = [ToolResult.Remark(told), new ContentPart.Text(text.Length == 0 ? "(no output so far: it may not be ready yet; command_output with wait_seconds returns at its first output)" : text)] };
        }
        finally
        {
            if (!isHandedOver)
            {
                await running.DisposeAsync();
            }
        }
    }

    private static ToolResult Report(ApprovedToolCall call, ProcessOutcome outcome, CommandOutput captured) => new()
    {
        Content = [new ContentPart.Text(ShellReport.Write(outcome, call.Plan.Execution!, ((ShellInvocation)call.Plan.State!).Timeout, LongestTimeout, captured.Render()))],
        IsError = outcome.ExitCode != 0,
    };
}
