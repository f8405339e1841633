using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>EditorAgent's own commands. What acts on the session itself (<c>undo</c>, <c>compact</c>) is carried out by the doors.</summary>
internal static class BuiltInCommands
{
    public const string Help = "help";
    public const string Skills = "skills";
    public const string Plan = "plan";

    public static readonly ImmutableArray<CommandEntry> All =
    [
        new("undo", "Take back the file changes of the last turn that changed files", null, null),
        new("compact", "Summarise the conversation so far, to make room in the model's window", "what to keep in particular", null),
        new(Plan, "Plan only: look, ask and write a plan; nothing is changed until you choose another mode", "what to plan", null),
        new("review", "Review the changes that are not committed; changes nothing", "a revision to compare with, or what to look for", null),
        new("init", "Write AGENTS.md: notes for agents about this project", "what to stress", null),
        new(Skills, "List the skills: yours, and the workspace's once you trust it", null, null),
        new(Help, "List all commands", null, null),
    ];

    /// <summary>What the model is asked for; null for what is no prompt.</summary>
    public static string? PromptOf(string name, string arguments) => name switch
    {
        Plan => $"Make a plan and change nothing. Look at what matters first; where a decision is the user's, ask. Then propose with exit_plan, where you have it, the steps in order, with the files each one touches, how each will be proved, and the risks.{About("The task", arguments)}",
        "review" => $"Review the changes in this workspace that are not committed{(arguments.Length > 0 ? ", or what the user names below" : "")}. Get them with the git tool (status, then diff), and read enough of the code around them to judge. Report only what is really wrong or risky, the worst first, each with file and line, why it matters and what to do; say so when there is nothing. Change no file.{About("The user's words", arguments)}",
        "init" => $"Write AGENTS.md in the workspace's root: short notes for coding agents who do not know this project. Look first: build files, the README, tests, CI, and notes for other agents that exist already. Say how to build, test and run a single test, how the code is laid out, which conventions cannot be seen from one file, and what must not be done. Only what you have found to be true, at most 80 lines. If AGENTS.md exists, improve it in place.{About("What the user stresses", arguments)}",
        _ => null,
    };

    private static string About(string label, string arguments) => arguments.Length == 0 ? "" : $"\n{label}: {arguments}";
}
