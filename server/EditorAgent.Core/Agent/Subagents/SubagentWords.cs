using System.Globalization;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>What subagents are told of their part, and what is told of them.</summary>
public static class SubagentWords
{
    public static string NameOf(SubagentProfile profile) => profile switch
    {
        SubagentProfile.Plan => "plan",
        SubagentProfile.Code => "code",
        _ => "explore",
    };

    public static string TitleOf(SubagentProfile profile, string description) => $"subagent {NameOf(profile)}: {CanonicalText.Line(description, 60).Text}";

    /// <summary>Behind the system prompt; part of what never changes in the subagent's conversation.</summary>
    public static string RoleOf(SubagentProfile profile) => $"""


        Your part
        - You are a subagent: another agent gave you this task and reads nothing but your last answer. It cannot see your tool calls, and you cannot ask it or the user.
        {profile switch
        {
            SubagentProfile.Plan => "- Work out how the task is best done in this code. You only read. Answer with a plan: the steps in order, the files and symbols each touches, risks, and how to prove it.",
            SubagentProfile.Code => "- Do the task and only that. Answer with what you changed, in which files, how you know that it works, and what you could not do.",
            _ => "- Find out what the task asks. You only read. Answer with what you found: paths with line numbers, names, short excerpts that matter; say what you looked for and did not find.",
        }}
        - What the notes for agents ask with tools that you do not have is the other agent's part.
        - Be brief and complete: facts and how you know them, no diary.
        """;

    public static string EndOf(TurnOutcome outcome, int most) => outcome.Reason switch
    {
        StopReason.EndTurn => "done",
        StopReason.MaxTurnRequests => string.Create(CultureInfo.InvariantCulture, $"stopped at its bound of {most} steps or because it went in circles; this is what it had by then"),
        StopReason.MaxTokens => "its answer was cut off",
        StopReason.Cancelled => "stopped by the user",
        _ => $"failed: {outcome.Error ?? "nothing is known of the reason"}",
    };
}
