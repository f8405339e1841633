using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Shows what a command in the background has printed; waits for more where that is wanted.</summary>
public sealed class CommandOutputTool(BackgroundCommands commands, TimeProvider time) : ITool
{
    private const int DefaultLines = 60;
    private const int LongestWait = 600;

    public ToolDefinition Definition { get; } = new(
        "command_output",
        "Shows how a background command of shell stands and the end of what it printed. wait_seconds returns earlier, as soon as it ends or prints something new.",
        """{"type":"object","properties":{"id":{"type":"string","minLength":1},"lines":{"type":"integer","minimum":1,"maximum":2000,"description":"Default 60."},"wait_seconds":{"type":"integer","minimum":0,"maximum":600}},"required":["id"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var id = arguments.RequiredString("id");
        return ValueTask.FromResult<ToolPlan>(commands.Find(id) is { } command
            ? new ToolPlan.Ready { Title = $"Look at {id}: {command.Title}", Kind = ToolKind.Read, IsReadOnly = true, State = command }
            : new ToolPlan.Refused(CommandList.Missing(commands, id)));
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var command = (BackgroundCommand)call.Plan.State!;
        await this.WaitAsync(command, TimeSpan.FromSeconds(Math.Clamp(call.Arguments.OptionalInt32("wait_seconds") ?? 0, 0, LongestWait)), cancellationToken);
        var isEnd = command.HasEnded && command.TryTell();
        var length = command.Command.Output.Length;
        var (text, whole) = command.Command.Output.Last(call.Arguments.OptionalInt32("lines") ?? DefaultLines);
        var isNew = length > command.Shown;
        command.Shown = length;
        var kept = whole is null ? "" : $"; the whole is in {whole}: use read with offset";
        var printed = length == 0 ? "nothing printed" : string.Create(CultureInfo.InvariantCulture, $"{length:N0} characters{(isNew ? "" : ", nothing new")}");
        var told = $"[{command.Id}: {command.Standing}; {printed}{kept}]\n";
        return new ToolResult
        {
            Content = [ToolResult.Remark(told), .. command.Findings.Select(line => ToolResult.Remark($"[{line}]\n")), .. text.Length == 0 ? Enumerable.Empty<ContentPart>() : [new ContentPart.Text(text)]],
            IsNews = isNew || isEnd,
            Origin = command.IsKeptIn ? TextOrigin.Program : TextOrigin.Outside,
        };
    }

    private async Task WaitAsync(BackgroundCommand command, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!command.HasEnded)
        {
            var news = command.Command.News;
            var left = limit - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || command.Command.Output.Length > command.Shown)
            {
                return;
            }

            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(news, command.Command.Ended, Task.Delay(left, time, given.Token));
            await given.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
