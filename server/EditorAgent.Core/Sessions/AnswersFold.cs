using EditorAgent.Core.Models;
using System.Text.Json;

namespace EditorAgent.Core.Sessions;

/// <summary>Which results are words of the user: those of calls that asked them.</summary>
internal static class AnswersFold
{
    private const string Question = "ask_user";
    private const string Plan = "exit_plan";

    public static bool IsIn(Message.ToolResult result) => result is { IsError: false, ToolName: Question or Plan };

    public static SessionState Added(SessionState state, AssistantPart.ToolCall call, Message.ToolResult result) =>
        IsIn(result) ? state with { Answers = state.Answers.Add(new AnsweredQuestion(AskedBy(call), result.ToolName == Plan, TextOf(result))) } : state;

    private static string TextOf(Message.ToolResult result) => string.Concat(result.Content.OfType<ContentPart.Text>().Select(text => text.Value));

    private static string AskedBy(AssistantPart.ToolCall call)
    {
        try
        {
            var arguments = JsonElement.Parse(call.RawArguments);
            return arguments.ValueKind is JsonValueKind.Object && (arguments.TryGetProperty("question", out var asked) || arguments.TryGetProperty("plan", out asked)) && asked.ValueKind is JsonValueKind.String
                ? asked.GetString()!
                : "";
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
