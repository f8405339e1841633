using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Core.Tools.Delegation;

namespace EditorAgent.BuiltInTools;

/// <summary>What tools need of a session with a person and a model; where a part is missing, the tools that need it are not offered.</summary>
public sealed record SessionTools
{
    public ISubagents? Subagents { get; init; }

    public IUserQuestions? Questions { get; init; }

    public IPlanMode? PlanMode { get; init; }

    public BackgroundCommands? Commands { get; init; }
}
