using EditorAgent.Core.Tools.Writing;
using System.Collections.Immutable;
using EditorAgent.BuiltInTools.Asking;
using EditorAgent.BuiltInTools.Delegation;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Git;
using EditorAgent.BuiltInTools.Guidance;
using EditorAgent.BuiltInTools.Planning;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.BuiltInTools.Tests;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools;

/// <summary>The tools every session has, in the order the model sees them; the order is part of the cached prompt prefix.</summary>
public static class BuiltInToolSet
{
    /// <summary>The names of what only a session with a person and a model has; a rule may speak of them anywhere.</summary>
    public static ImmutableArray<string> OfSessions { get; } = ["command_output", "command_stop", "agent", "ask_user", "exit_plan"];

    /// <summary>One set serves one session: the tools share what the model has seen of each file.</summary>
    /// <param name="workspace">Where they work.</param>
    /// <param name="files">Its contents.</param>
    /// <param name="sandbox">What keeps the programs in that they start.</param>
    /// <param name="spill">Where the whole of a long output goes; without it only beginning and end are kept.</param>
    /// <param name="withheld">What searches do not tell.</param>
    /// <param name="affectedTests">Which tests reach what has changed, where somebody knows.</param>
    /// <param name="outcomes">Who is told how each test went.</param>
    /// <param name="skills">The skills, where there may be any.</param>
    /// <param name="images">Makes images fit that are read; null shows none.</param>
    /// <param name="ledger">What the model has seen, where other tools show files too.</param>
    /// <param name="session">What a session with a person and a model adds.</param>
    public static ImmutableArray<ITool> Create(
        Workspace workspace, IWorkspaceFiles files, Sandbox sandbox, SpillDirectory? spill = null, WithheldFiles? withheld = null, ReadLedger? ledger = null, Func<CancellationToken, ValueTask<TestSelection>>? affectedTests = null, TestOutcomes? outcomes = null, ISkillLibrary? skills = null, SessionTools? session = null, ImageFitting? images = null)
    {
        spill ??= new SpillDirectory(null);
        ledger ??= new ReadLedger();
        return
        [
            new ReadTool(workspace, files, ledger, images),
            new WriteTool(workspace, files, ledger),
            new EditTool(workspace, files, ledger),
            new MoveTool(workspace, files, ledger),
            new GlobTool(workspace, withheld),
            new GrepTool(workspace, withheld),
            new ListTool(workspace, withheld),
            new GitTool(workspace, spill, sandbox, TimeProvider.System),
            new ShellTool(workspace, spill, sandbox, TimeProvider.System, session?.Commands),
            new RunTestsTool(workspace, files, spill, sandbox, TimeProvider.System, affectedTests, outcomes),
            new UpdatePlanTool(),
            .. skills is null ? [] : (ITool[])[new SkillTool(skills)],
            .. session is null ? [] : Beside(session),
        ];
    }

    private static IEnumerable<ITool> Beside(SessionTools session)
    {
        if (session.Commands is { } commands)
        {
            yield return new CommandOutputTool(commands, TimeProvider.System);
            yield return new CommandStopTool(commands);
        }

        if (session.Subagents is { } subagents)
        {
            yield return new AgentTool(subagents);
        }

        if (session.Questions is { } questions)
        {
            yield return new AskUserTool(questions);
            if (session.PlanMode is { } mode)
            {
                yield return new ExitPlanTool(mode, questions);
            }
        }
    }
}
