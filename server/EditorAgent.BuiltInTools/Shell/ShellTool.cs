using EditorAgent.Core.Processes;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Runs a bash command in the workspace root. What the user is shown is the text that bash gets, character by character.</summary>
public sealed class ShellTool : ITool
{
    private const int DefaultTimeout = 120;
    private const int LongestTimeout = 600;
    private const int LongestCommand = 32_000;
    private const int TitleLength = 120;

    private readonly Workspace workspace;
    private readonly SpillDirectory spill;
    private readonly Sandbox sandbox;
    private readonly ProcessRunner runner;
    private readonly TrustedPath path;

    public ShellTool(Workspace workspace, SpillDirectory spill, Sandbox sandbox, TimeProvider time)
    {
        this.workspace = workspace;
        this.spill = spill;
        this.sandbox = sandbox;
        this.runner = new ProcessRunner(time);
        this.path = new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots);
    }

    public ToolDefinition Definition { get; } = new(
        "shell",
        "Runs a bash command in the workspace root and returns its exit code and output. Each call is a new shell: cd and variables do not "
        + "last. No input, no terminal; background processes end with the command. Prefer read, grep, edit and run_tests to cat, sed and dotnet test.",
        """{"type":"object","properties":{"command":{"type":"string","minLength":1},"timeout_seconds":{"type":"integer","minimum":1,"description":"Default 120, at most 600."},"description":{"type":"string","description":"Five to ten words for the user."}},"required":["command"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult(this.Plan(arguments));

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (bash, timeout) = (Invocation)call.Plan.State!;
        using var captured = new CommandOutput(this.spill.FileFor("shell", call.Id));
        try
        {
            var outcome = await this.runner.RunAsync(
                new ProcessSpecification
                {
                    Program = bash,
                    Arguments = ["--norc", "--noprofile", "-c", "--", call.Plan.Command!],
                    WorkingDirectory = this.workspace.Root,
                    Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), this.path),
                    Timeout = timeout,
                },
                captured,
                output,
                cancellationToken);
            return new ToolResult
            {
                Content = [new ContentPart.Text(Describe(outcome, timeout, captured.Render()))],
                IsError = outcome.ExitCode != 0,
            };
        }
        catch (Win32Exception failure)
        {
            return ToolResult.Error($"The command was not run: bash could not be started in {this.workspace.Root} ({failure.Message}).");
        }
    }

    private ToolPlan Plan(JsonElement arguments)
    {
        var command = arguments.RequiredString("command");
        if (command.Length > LongestCommand)
        {
            return new ToolPlan.Refused($"The command has {command.Length} characters, {LongestCommand} is the most. Write a script file with write and run that.");
        }

        if (command.Any(IsUnreadable))
        {
            return new ToolPlan.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"The command holds the invisible character U+{(int)command.First(IsUnreadable):X4}. Send it without; where a program needs it, write it as an escape, for example with printf."));
        }

        if (this.path.Find("bash") is not { } bash)
        {
            return new ToolPlan.Refused("There is no bash on this machine. Work without the shell tool, or tell the user to install bash.");
        }

        var seconds = Math.Clamp(arguments.OptionalInt32("timeout_seconds") ?? DefaultTimeout, 1, LongestTimeout);
        return new ToolPlan.Ready
        {
            Title = TitleOf(command),
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Accesses = [new ToolAccess.Exclusive()],
            Subjects = [new PermissionSubject.Command(command)],
            Command = command,
            EditableArguments = ["command"],
            OfferedGrants = SimpleCommand.Is(command) ? [new PermissionGrant($"shell(={command})")] : [],
            State = new Invocation(bash, TimeSpan.FromSeconds(seconds)),
        };
    }

    /// <summary>What a person cannot see in the command that they are asked to approve.</summary>
    private static bool IsUnreadable(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || TerminalText.IsDeceptive(character);

    private static string TitleOf(string command)
    {
        var line = command.ReplaceLineEndings(" ").Trim();
        return line.Length <= TitleLength ? line : line[..(TitleLength - 3)] + "...";
    }

    private static string Describe(ProcessOutcome outcome, TimeSpan timeout, string output)
    {
        var text = new StringBuilder();
        if (outcome.ExitCode is { } code)
        {
            text.Append(CultureInfo.InvariantCulture, $"exit code {code}, {outcome.Duration.TotalSeconds:0.0} s\n");
        }
        else
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"timed out after {timeout.TotalSeconds:0} s; it and everything it started were ended. Run a smaller part, or set timeout_seconds (at most {LongestTimeout}).\n");
        }

        if (!outcome.EndedWithIt.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"[still running in the background and ended with the command: {string.Join(", ", outcome.EndedWithIt.Distinct())}]\n");
        }

        return text.Append(output.Length == 0 ? "(no output)" : output).ToString();
    }

    private sealed record Invocation(string Bash, TimeSpan Timeout);
}
