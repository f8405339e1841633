using System.Text.RegularExpressions;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>
/// When a turn applies; everything said must hold. The user's words are those of the last user message; the rest looks at the tool
/// results behind the last assistant message.
/// </summary>
internal sealed record ScriptedCondition(
    string? UserContains,
    string? LastTool,
    string? ToolResultContains,
    Regex? ToolResultMatches,
    bool ToolFailed)
{
    /// <summary>How a failed result begins on a wire that has no field for it.</summary>
    public const string FailurePrefix = "Error";

    public bool Holds(IReadOnlyList<Message> messages)
    {
        if (UserContains is not null && !LastUserText(messages).Contains(UserContains, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (LastTool is not null && (messages[^1] as Message.ToolResult)?.ToolName != LastTool)
        {
            return false;
        }

        return (ToolResultContains is null || AnyResult(messages, text => text.Contains(ToolResultContains, StringComparison.Ordinal)))
            && (ToolResultMatches is null || AnyResult(messages, ToolResultMatches.IsMatch))
            && (!ToolFailed || AnyFailed(messages));
    }

    private static string LastUserText(IReadOnlyList<Message> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i] is Message.User user)
            {
                return ScriptedText.Of(user.Content);
            }
        }

        return "";
    }

    private static bool AnyResult(IReadOnlyList<Message> messages, Func<string, bool> holds)
    {
        for (var i = messages.Count - 1; i >= 0 && messages[i] is not Message.Assistant; i--)
        {
            if (messages[i] is Message.ToolResult result && holds(ScriptedText.Of(result.Content)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyFailed(IReadOnlyList<Message> messages)
    {
        for (var i = messages.Count - 1; i >= 0 && messages[i] is not Message.Assistant; i--)
        {
            if (messages[i] is Message.ToolResult result
                && (result.IsError || ScriptedText.Of(result.Content).StartsWith(FailurePrefix, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
