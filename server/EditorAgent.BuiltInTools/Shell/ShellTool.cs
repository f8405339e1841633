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

    private readonly Workspace workspace;
    private readonly SpillDirectory spill;
    private readonly Sandbox sandbox;
    private readonly ProcessRunner runner;
    private readonly Lazy<TrustedPath> path;

    public ShellTool(Workspace workspace, SpillDirectory spill, Sandbox sandbox, TimeProvider time)
    {
        this.workspace = workspace;
        this.spill = spill;
        this.sandbox = sandbox;
        this.runner = new ProcessRunner(time);
        this.path = new Lazy<TrustedPath>(() => new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots));
    }

    public ToolDefinition Definition { get; } = new(
        "shell",
        "Runs a bash command in the workspace root and returns its exit code and output. Each call is a new shell: cd and variables do not "
        + "last. No input, no terminal, no network; background processes end with the command. Prefer read, grep, edit and run_tests to cat, sed and dotnet test.",
        """{"type":"object","properties":{"command":{"type":"string","minLength":1},"timeout_seconds":{"type":"integer","minimum":1,"description":"Default 120, at most 600."},"needs_network":{"type":"boolean","description":"Asks the user for network for this one command: restore, install, download."},"description":{"type":"string","description":"Five to ten words for the user."}},"required":["command"],"additionalProperties":false}"""u8.ToArray());

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
        return new ShellPlan(this.workspace, this.path.Value).Make(command, arguments.OptionalBoolean("needs_network"), TimeSpan.FromSeconds(seconds), status);
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

        using var captured = new CommandOutput(this.spill.FileFor("shell", call.Id));
        try
        {
            var outcome = await this.runner.RunAsync(specification, captured, output, cancellationToken);
            return new ToolResult
            {
                Content = [new ContentPart.Text(ShellReport.Write(outcome, execution, invocation.Timeout, LongestTimeout, captured.Render()))],
                IsError = outcome.ExitCode != 0,
            };
        }
        catch (Win32Exception failure)
        {
            return ToolResult.Error($"The command was not run: {invocation.Program} could not be started in {invocation.Directory} ({failure.Message}).");
        }
    }
}
