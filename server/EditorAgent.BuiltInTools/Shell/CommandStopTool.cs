using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Ends a command in the background. It ends only what this session has started, so nobody is asked.</summary>
public sealed class CommandStopTool(BackgroundCommands commands) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "command_stop",
        "Ends a background command of shell, with everything it started.",
        """{"type":"object","properties":{"id":{"type":"string","minLength":1}},"required":["id"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var id = arguments.RequiredString("id");
        return ValueTask.FromResult<ToolPlan>(commands.Find(id) is { } command
            ? new ToolPlan.Ready { Title = $"Stop {id}: {command.Title}", Kind = ToolKind.Execute, IsReadOnly = true, Accesses = [new ToolAccess.Exclusive()], State = command }
            : new ToolPlan.Refused(CommandList.Missing(commands, id)));
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var command = (BackgroundCommand)call.Plan.State!;
        command.TryTell();
        if (command.HasEnded)
        {
            return ToolResult.Success($"{command.Id} had ended already: {command.Standing}.");
        }

        await command.Command.StopAsync();
        return ToolResult.Success($"{command.Id} is stopped, with everything it had started. command_output still shows what it printed.");
    }
}
